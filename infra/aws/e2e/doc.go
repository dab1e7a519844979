// Package e2e deploys template.yaml on stand-ins for AWS, with the real bootstraps
// as processes of their own, and drives it through its HTTP API as clients do.
//
// What is real: the template, deployed by CloudFormation with the SAM transform;
// the bootstraps, built for this machine with the flags of those for Lambda; the
// definition of the state machine; tables, stream, topic, queues, bucket, tokens and
// schedules of the emulator, by the calls that AWS takes. Functions are held to the
// actions and resources of their roles, not to the kinds of items (see package
// emulator for what it gets right and wrong). The topic's default policy lets the
// account's own roles publish, here as on AWS.
//
// What this package does in the emulator's place, where that is wrong:
//
//   - routes: the emulator drops the body of an HTTP API that SAM makes. It is read
//     from the transformed template, and its routes and authorizer are added by calls.
//   - stream: the emulator ignores partial failures, retry bounds and the failure
//     queue. Its own mapping is switched off, and a mapper here reads the stream and
//     calls the function by the mapping's settings.
//   - workflows: the emulator's interpreter swallows errors and takes two answers for a
//     token, which would hide what this test is to find. The deployed definition is put
//     into moto's, which LocalStack has written and whose retries, catches and tokens
//     are as documented. A gateway stands where the functions find AWS: it sends calls
//     of Step Functions there, signs those that come back, and leaves all else as it
//     is. So states:* of the roles, and the state machine's own role, are not checked.
//   - events: EventBridge hears of the emulator's own executions alone. So one is started
//     and stopped there under the name of one that was stopped.
//   - TLS: what functions call by HTTP is passed on as if it had come over TLS, which the
//     bucket's policy asks for.
//   - alarms of several metrics, which the emulator refuses, are left out and named.
//
// Vocabulary. The stack is what was deployed, with all that runs beside it. The desk
// is a client with a staff token. The ear is a queue that is subscribed to the topic.
//
// Time is real: what is overdue was recorded late, and what a crash has interrupted
// is waited for until its lease is over and the minute's sweep takes it up, which is
// most of the time that the test takes. Nothing sleeps for a fixed time; what is waited for has a deadline. Without
// EMULATOR_PYTHON the tests that need the stand-ins are skipped and say so.
package e2e
