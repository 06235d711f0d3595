package org.metersim.headend;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;

/**
 * The body of the DataNotification that confirms an update: a structure of 14, as docs/confirmations.md lists them.
 * Read strictly: what is almost right is kept as a refusal, for a person to look at.
 */
final class ConfirmationBody {

    private static final int ELEMENTS = 14;
    private static final LogicalName EVENT_OBJECT = LogicalName.parse("0-0:96.11.0.255");
    private static final int MAX_SERIAL = 64;
    private static final int MAX_IDENTIFIER = 64;
    private static final int SHA256_BYTES = 32;

    private ConfirmationBody() {}

    /** @throws NotUnderstood with the element that is not what it should be */
    static Confirmation read(CosemData body, long receivedMs) throws NotUnderstood {
        Elements in = Elements.of(body, "body", ELEMENTS);
        String serial = in.ascii("serial number", MAX_SERIAL);
        LogicalName pushSetup = in.name("push setup");
        CosemDateTime time =
                CosemDateTime.of(in.octets("event time", CosemDateTime.LENGTH_BYTES, CosemDateTime.LENGTH_BYTES));
        in.name("event object", EVENT_OBJECT);
        int eventCode = (int) in.number("event code", NumeralType.LONG_UNSIGNED, 0xFFFF);
        long counter = in.number("event counter", NumeralType.DOUBLE_LONG_UNSIGNED, 0xFFFF_FFFFL);
        UpdateTarget target = UpdateTarget.values()[(int) in.number("kind", NumeralType.ENUM, 2)];
        boolean ok = in.number("result", NumeralType.ENUM, 1) == 0;
        Confirmation.Verdict verdict = verdict(in.structure("verdict", 3));
        in.name("identifier object", target.identifierObject());
        Octets oldIdentifier = in.octets("old identifier", 0, MAX_IDENTIFIER);
        Octets newIdentifier = in.octets("new identifier", 0, MAX_IDENTIFIER);
        String updateId = in.ascii("update id", MAX_IDENTIFIER);
        Octets sha256 = in.octets("SHA-256", SHA256_BYTES, SHA256_BYTES);
        if (ok && !verdict.equals(Confirmation.Verdict.NONE)) {
            throw new NotUnderstood("verdict", verdict.toString(), "empty words when OK");
        }
        return new Confirmation(
                serial,
                pushSetup,
                time,
                eventCode,
                counter,
                target,
                ok,
                verdict,
                oldIdentifier,
                newIdentifier,
                updateId,
                sha256,
                receivedMs);
    }

    private static Confirmation.Verdict verdict(Elements words) throws NotUnderstood {
        return new Confirmation.Verdict(words.visible("phase"), words.visible("layer"), words.visible("cause"));
    }
}
