package org.metersim.client;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** An exchange within an association: each request sealed, each answer known by its invoke id. */
final class Requesting<T> implements Task<T> {

    private static final int ID_BITS = 0x0F;

    private final Association association;
    private final Exchange<T> exchange;
    private final IntSupplier invokeIds;
    private int invokeId;

    /** @param invokeIds gives a new invoke id each time */
    Requesting(Association association, Exchange<T> exchange, IntSupplier invokeIds) {
        this.association = association;
        this.exchange = exchange;
        this.invokeIds = invokeIds;
    }

    @Override
    public String name() {
        return exchange.name();
    }

    @Override
    public boolean isRepeatable() {
        return exchange.isRepeatable();
    }

    @Override
    public Step<T> begin() {
        invokeId = invokeIds.getAsInt();
        return step(exchange.begin(invokeId, association.limits()));
    }

    @Override
    public Step<T> take(Octets plain) {
        if (plain.isEmpty() || !Apdu.isKnown(plain.at(0))) {
            return new Step.Wait<>();
        }
        try {
            Apdu answer = Apdu.decode(plain.toBytes());
            Optional<Failure> refused = refusal(answer);
            if (refused.isPresent()) {
                return Step.failed(refused.get());
            }
            OptionalInt id = invokeIdOf(answer);
            boolean ours = id.isPresent() && (id.getAsInt() & ID_BITS) == (invokeId & ID_BITS);
            return ours ? step(exchange.take(answer)) : new Step.Wait<>();
        } catch (DecodeException broken) {
            return Step.failed(Failure.Kind.PROTOCOL, "a broken answer to " + name() + ": " + broken.getMessage());
        }
    }

    private Step<T> step(Exchange.Move<T> move) {
        return move.end()
                .<Step<T>>map(Step.End::new)
                .orElseGet(() -> new Step.Send<>(
                        association.channel().seal(move.next().orElseThrow().encode())));
    }

    private static Optional<Failure> refusal(Apdu answer) {
        if (answer instanceof ExceptionResponse exception) {
            return Optional.of(Refusals.of(exception));
        }
        return answer instanceof ConfirmedServiceError error ? Optional.of(Refusals.of(error)) : Optional.empty();
    }

    private static OptionalInt invokeIdOf(Apdu answer) {
        if (answer instanceof GetResponse get) {
            return OptionalInt.of(get.invokeIdAndPriority());
        }
        if (answer instanceof SetResponse set) {
            return OptionalInt.of(set.invokeIdAndPriority());
        }
        return answer instanceof ActionResponse action
                ? OptionalInt.of(action.invokeIdAndPriority())
                : OptionalInt.empty();
    }
}
