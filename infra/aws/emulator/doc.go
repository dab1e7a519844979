// Package emulator starts stand-ins for AWS on this machine, for tests: one for
// the services, one that interprets state machines, and DynamoDB Local for those
// who hold it. Each listens on a free port of the loopback interface, is stopped
// with every process that it has started, and leaves nothing behind, also when
// the program that started it is killed.
//
// Vocabulary. The emulator is ministack, which keeps tables, topics, queues,
// buckets and stacks in memory and runs functions as processes. The interpreter
// is moto's States language engine. A leash is a pipe that the stand-in's process
// group dies with.
//
// What was found of ministack 1.5.33, with small functions and a template like
// the product's:
//
//   - Right: CloudFormation with the SAM transform (which needs the package
//     aws-sam-translator), DynamoDB with transactions, streams of keys alone, SNS
//     to SQS with filter policies, S3, Scheduler rates, JWT authorizers of HTTP
//     APIs (RS256 needs the package cryptography), claims as strings.
//   - Right, and wrong in earlier versions: bootstraps stay warm, get each event
//     once (100 of 100 with 16 at a time), may log megabytes, are seen to crash at
//     once and to run too long, and their lines land in the log group. An
//     invocation costs 20 to 50 ms more than the function takes.
//   - AUTH=true holds callers to their policies: actions and resources, each item
//     of a transaction by itself. It does not know dynamodb:LeadingKeys and takes
//     a ForAllValues condition on it as met. Calls signed by root are free.
//   - Wrong: an HTTP API's Body is dropped, so that one made by SAM has no routes;
//     routes that are added by calls work. Of a stream's mapping it ignores partial
//     failures (the failed record is lost), MaximumRetryAttempts, bisection and so
//     the failure queue. TimeToLiveSpecification, the state machine's logging and
//     API throttling are taken and not applied. CloudWatch alarms of several metrics
//     fail the stack. A bootstrap inherits the emulator's own environment, and one that
//     is killed while it is idle fails the next event if it has not ended yet.
//   - Wrong in its own States interpreter: an error of the function in a
//     .waitForTaskToken task is swallowed and the task waits for its timeout, and a
//     second answer for a token may overwrite the first. It is not used.
//
// Of moto 5.2.5's interpreter: executions, retries, catches, tokens (InvalidToken
// for one that is over), and the answer to a name that was started before are as
// documented; MOTO_PORT sends its calls to another port.
//
// The package does not decide what to test, and knows nothing of complaints.
package emulator
