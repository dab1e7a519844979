#!/usr/bin/env bash
# Installs the pinned tools of one set into .build/tools, once: what is there in the
# right version is left alone. Needs python3 with venv and, for lint, node and npm.
#
#   infra/aws/tools.sh lint       cfn-lint, the SAM CLI (bin/), asl-validator (npm/)
#   infra/aws/tools.sh emulator   the AWS emulator, the second interpreter of the
#                                 states language, the AWS CLI
#   infra/aws/tools.sh pages      axe, which looks at pages (npm/); a Chromium and a Chinese
#                                 font where there is none, as root on Debian and its like
#
# A set's programs are in .build/tools/<set>/bin.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=infra/aws tools=$PWD/.build/tools

# stamp names a version of a set: its files, and the program that it is installed for.
stamp() { { "$1" --version; shift; cat "$@"; } | sha256sum; }

# fresh tells whether a folder was installed whole from this stamp.
fresh() { [ "$(cat "$1/.stamp" 2>/dev/null)" = "$2" ]; }

# python_set installs a set of Python packages; the stamp comes last, so that an
# installation that broke off is done anew.
python_set() {
  local dir=$tools/$1 list=$here/requirements/$1.txt want
  want=$(stamp python3 "$list")
  fresh "$dir" "$want" && return
  echo "installing $1 into ${dir#"$PWD"/}" >&2
  rm -rf "$dir"
  python3 -m venv "$dir"
  "$dir/bin/pip" install --quiet --disable-pip-version-check --requirement "$list"
  echo "$want" >"$dir/.stamp"
}

# npm_set installs the packages of npm/package-lock.json.
npm_set() {
  local dir=$tools/npm want
  want=$(stamp node "$here"/npm/package.json "$here"/npm/package-lock.json)
  fresh "$dir" "$want" && return
  echo "installing npm packages into ${dir#"$PWD"/}" >&2
  rm -rf "$dir" && mkdir -p "$dir"
  cp "$here"/npm/package.json "$here"/npm/package-lock.json "$dir"
  (cd "$dir" && npm ci --silent --ignore-scripts --no-audit --no-fund)
  echo "$want" >"$dir/.stamp"
}

# browser installs a Chromium and a font for Chinese where there is none; without the
# right to, whoever calls has to bring them.
browser() {
  local name packages="chromium fonts-noto-cjk"
  for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then packages=fonts-noto-cjk; fi
  done
  if [ "$packages" = fonts-noto-cjk ] && [ -n "$(fc-list :lang=zh 2>/dev/null)" ]; then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "$0: please install $packages" >&2
    [ "$packages" = fonts-noto-cjk ] # without it, pictures have boxes for Chinese
    return
  fi
  echo "installing $packages" >&2
  apt-get update --quiet >/dev/null
  # shellcheck disable=SC2086 # several words
  apt-get install --quiet --yes --no-install-recommends $packages >/dev/null
}

[ $# -gt 0 ] || { echo "usage: $0 lint|emulator|pages ..." >&2; exit 2; }
for set in "$@"; do
  case $set in
  lint) python_set lint; npm_set ;; # no &&: it would let failures pass
  emulator) python_set emulator ;;
  pages) npm_set; browser ;;
  *) echo "$0: no set of tools is called $set" >&2; exit 2 ;;
  esac
done
