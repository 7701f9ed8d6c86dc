package io.github.reactoraws.examples.simulator;

import io.github.reactoraws.examples.simulator.Reply.Delivery;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Turns a call into its reply: admission, faults, throttling, latency, the operation itself. */
final class Service {
  private final Gate gate;
  private final Throttle throttle;
  private final Latency latency;
  private final Faults faults;
  private final TallyCounters tally;

  private final AtomicLong callsEver = new AtomicLong();
  private final ConcurrentMap<String, AtomicLong> callsByOperation = new ConcurrentHashMap<>();

  Service(Gate gate, Throttle throttle, Latency latency, Faults faults, TallyCounters tally) {
    this.gate = gate;
    this.throttle = throttle;
    this.latency = latency;
    this.faults = faults;
    this.tally = tally;
  }

  /** Answers a call; never fails. The reply's buffer is made when it is asked for, not before. */
  Mono<Reply> reply(HttpCall call, ByteBufAllocator allocator) {
    return Mono.defer(() -> answer(call, new Draft(callsEver.incrementAndGet(), allocator)));
  }

  /** Refuses a call that is not worth a look. */
  Reply refuse(HttpCall call, Refusal refusal, ByteBufAllocator allocator) {
    Draft draft = new Draft(callsEver.incrementAndGet(), allocator);
    return refuse(call, gate.wire(call), refusal, draft.begin());
  }

  /** What is known of an answer before there is one. */
  private record Draft(long number, ByteBufAllocator allocator) {
    HttpAnswer begin() {
      UUID id = new UUID(Draws.of(0, number).nextLong(), number);
      return new HttpAnswer(id.toString(), allocator);
    }
  }

  private Mono<Reply> answer(HttpCall call, Draft draft) {
    Wire wire = gate.wire(call);
    Admission admission;
    try {
      admission = gate.admit(call, wire);
    } catch (Refusal refusal) {
      return Mono.just(refuse(call, wire, refusal, draft.begin()));
    } catch (RuntimeException bug) {
      return Mono.just(refuse(call, wire, refusalOf(bug, wire), draft.begin()));
    }
    Scope scope = admission.scope();
    tally.called(scope);
    Optional<Fault> fault = nextFault(scope.operation());
    if (is(fault, Fault.THROTTLE) || !throttle.admits(scope, admission.everything())) {
      tally.throttled(scope);
      Refusal refusal = ThrottleTable.refusal(scope.service());
      return Mono.just(counted(scope, refuse(call, wire, refusal, draft.begin())));
    }
    Mono<Reply> reply =
        Mono.fromSupplier(
            () -> counted(scope, respond(call, wire, admission, fault, draft.begin())));
    Duration delay = latency.of(draft.number());
    return delay.isZero() ? reply : Mono.delay(delay).then(reply);
  }

  private Reply respond(
      HttpCall call, Wire wire, Admission admission, Optional<Fault> fault, HttpAnswer answer) {
    try {
      if (is(fault, Fault.INTERNAL_ERROR)) {
        throw wire.codes().internal().saying("An internal error occurred, by schedule.");
      }
      AwsResponse response = admission.operation().respond(admission.request(), admission.scope());
      wire.write(call, admission.operation(), bent(response, admission, fault), answer);
    } catch (Refusal refusal) {
      return refuse(call, wire, refusal, answer);
    } catch (RuntimeException bug) {
      answer.body().clear();
      return refuse(call, wire, refusalOf(bug, wire), answer);
    }
    if (is(fault, Fault.MALFORMED_BODY)) {
      answer.body().writerIndex(answer.body().writerIndex() / 2);
    }
    return new Reply(answer, fault.map(Service::delivery).orElse(Delivery.WHOLE));
  }

  /** A bug of the simulator is told to its client, who is a developer and can read it. */
  private static Refusal refusalOf(RuntimeException bug, Wire wire) {
    return wire.codes().internal().saying("The simulator failed: " + bug);
  }

  private static AwsResponse bent(
      AwsResponse response, Admission admission, Optional<Fault> fault) {
    AwsRequest request = admission.request();
    if (is(fault, Fault.EMPTY_PAGE) && !admission.followsEmptyPage()) {
      return PageFaults.emptied(request, response);
    }
    return is(fault, Fault.REPEATED_TOKEN) ? PageFaults.repeated(request, response) : response;
  }

  private static Delivery delivery(Fault fault) {
    return switch (fault) {
      case RESET -> Delivery.NEVER;
      case RESET_MIDWAY -> Delivery.HALF;
      case SLOW_BODY -> Delivery.SLOWLY;
      default -> Delivery.WHOLE;
    };
  }

  private static Reply refuse(HttpCall call, Wire wire, Refusal refusal, HttpAnswer answer) {
    wire.refuse(call, refusal, answer);
    return new Reply(answer, Delivery.WHOLE);
  }

  private Reply counted(Scope scope, Reply reply) {
    tally.answered(scope, reply.answer().body().readableBytes());
    return reply;
  }

  private Optional<Fault> nextFault(String operation) {
    AtomicLong calls = callsByOperation.computeIfAbsent(operation, name -> new AtomicLong());
    return faults.of(operation, calls.incrementAndGet());
  }

  private static boolean is(Optional<Fault> fault, Fault wanted) {
    return fault.isPresent() && fault.get() == wanted;
  }
}
