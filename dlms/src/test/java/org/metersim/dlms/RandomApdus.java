package org.metersim.dlms;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.DataNotification;
import org.metersim.dlms.apdu.DataNotificationConfirm;
import org.metersim.dlms.apdu.EventNotification;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.MethodRef;

/** APDUs by seed: every form of every service. */
public final class RandomApdus {

    private final RandomData data;
    private final List<Supplier<Apdu>> forms;

    public RandomApdus(long seed) {
        this(new RandomData(seed));
    }

    public RandomApdus(RandomData data) {
        this.data = data;
        this.forms = List.of(
                () -> new GetRequest.Normal(id(), attribute()),
                () -> new GetRequest.Next(id(), data.u32()),
                () -> new GetRequest.WithList(id(), data.list(data.upTo(5), this::attribute)),
                () -> new GetResponse.Normal(id(), result()),
                () -> new GetResponse.WithDataBlock(
                        id(), data.random().nextBoolean(), data.u32(), AccessResult.SUCCESS, raw()),
                () -> new GetResponse.WithDataBlock(id(), true, data.u32(), failure(), Octets.EMPTY),
                () -> new GetResponse.WithList(id(), data.list(data.upTo(5), this::result)),
                () -> new SetRequest.Normal(id(), attribute(), data.data()),
                () -> new SetRequest.FirstBlock(id(), attribute(), block()),
                () -> new SetRequest.Block(id(), block()),
                this::setList,
                () -> new SetRequest.WithListFirstBlock(id(), data.list(data.upTo(5), this::attribute), block()),
                () -> new SetResponse.Normal(id(), access()),
                () -> new SetResponse.Block(id(), data.u32()),
                () -> new SetResponse.LastBlock(id(), access(), data.u32()),
                () -> new SetResponse.LastBlockWithList(id(), data.list(data.upTo(5), this::access), data.u32()),
                () -> new SetResponse.WithList(id(), data.list(data.upTo(5), this::access)),
                () -> new ActionRequest.Normal(id(), data.method(), optional(data::data)),
                () -> new ActionRequest.NextBlock(id(), data.u32()),
                this::actionList,
                () -> new ActionRequest.FirstBlock(id(), data.method(), block()),
                () -> new ActionRequest.WithListFirstBlock(id(), data.list(data.upTo(5), data::method), block()),
                () -> new ActionRequest.Block(id(), block()),
                () -> new ActionResponse.Normal(id(), actionResult()),
                () -> new ActionResponse.WithBlock(id(), block()),
                () -> new ActionResponse.WithList(id(), data.list(data.upTo(5), this::actionResult)),
                () -> new ActionResponse.NextBlock(id(), data.u32()),
                () -> new DataNotification(data.u32(), optional(data::dateTime), data.data()),
                () -> new DataNotificationConfirm(data.u32(), optional(data::dateTime)),
                () -> new EventNotification(time(), data.attribute(), data.data()),
                () -> new ExceptionResponse(1 + data.upTo(1), 1 + data.upTo(4), 0),
                () -> ExceptionResponse.invocationCounterError(data.u32()),
                () -> new ConfirmedServiceError(1, 6, data.upTo(4)));
    }

    public int forms() {
        return forms.size();
    }

    public Apdu apdu() {
        return apdu(data.random().nextInt(forms.size()));
    }

    /** Of the given form, 0 to {@link #forms} - 1. */
    public Apdu apdu(int form) {
        return forms.get(form).get();
    }

    private int id() {
        return data.random().nextInt(256);
    }

    private SelectedAttribute attribute() {
        return new SelectedAttribute(data.attribute(), data.selection());
    }

    private GetResult result() {
        return data.random().nextBoolean() ? GetResult.of(data.data()) : GetResult.error(failure());
    }

    private AccessResult access() {
        return AccessResult.values()[data.random().nextInt(AccessResult.values().length)];
    }

    private AccessResult failure() {
        return AccessResult.values()[1 + data.random().nextInt(AccessResult.values().length - 1)];
    }

    private ActionResult actionResult() {
        // 15 and 16 have other names there, 17 to 19 are none of ACTION
        AccessResult result = data.random().nextBoolean() ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        return new ActionResult(result, optional(this::result));
    }

    private Apdu setList() {
        List<SelectedAttribute> targets = data.list(data.upTo(5), this::attribute);
        return new SetRequest.WithList(id(), targets, data.list(targets.size(), data::data));
    }

    private Apdu actionList() {
        List<MethodRef> targets = data.list(data.upTo(5), data::method);
        List<CosemData> parameters = data.list(targets.size(), data::data);
        return new ActionRequest.WithList(id(), targets, parameters);
    }

    private DataBlock block() {
        return new DataBlock(data.random().nextBoolean(), data.u32(), raw());
    }

    private Octets raw() {
        return data.octets(data.upTo(300));
    }

    private Optional<CosemDateTime> time() {
        return optional(data::dateTime);
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return data.random().nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
}
