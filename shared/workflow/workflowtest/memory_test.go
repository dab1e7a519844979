package workflowtest_test

import (
	"testing"

	"github.com/redress/redress/shared/workflow"
	"github.com/redress/redress/shared/workflow/workflowtest"
)

func TestMemory(t *testing.T) {
	workflowtest.Journal(t, func(*testing.T) workflow.Journal { return &workflowtest.Memory{} })
}
