//go:build unix

package emulator

import (
	"context"
	"net"
	"path/filepath"
)

// JarVariable names the environment variable with the path of DynamoDBLocal.jar.
const JarVariable = "DYNAMODB_LOCAL_JAR"

// StartDynamoDBLocal starts AWS's own DynamoDB Local, in memory. It listens on all
// interfaces, as it knows no other way. Its licence wants an AWS account and
// forbids to pass it on, so it is never fetched: who holds it names its jar.
func StartDynamoDBLocal(ctx context.Context, jar string) (*Emulator, error) {
	jar, err := filepath.Abs(jar)
	if err != nil {
		return nil, err
	}
	return start(ctx, func(port, dir string) (env, args []string) {
		return basic(dir), []string{"java", "-Djava.library.path=" + filepath.Join(filepath.Dir(jar), "DynamoDBLocal_lib"),
			"-jar", jar, "-inMemory", "-disableTelemetry", "-port", port}
	}, listens)
}

// listens tells whether a port takes connections: DynamoDB Local refuses a GET.
func listens(port string) func() bool {
	return func() bool {
		c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
		if err != nil {
			return false
		}
		c.Close()
		return true
	}
}
