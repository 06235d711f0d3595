package org.metersim.nic.port;

import java.util.List;
import java.util.stream.Collectors;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;

/** What an APDU in clear says, in one line: {@code GET 3 1-0:1.8.0.255 a2}. Never a password, challenge or key. */
final class ApduText {

    private static final int SHOWN_REFERENCES = 4;

    private ApduText() {}

    static String of(byte[] apdu) {
        if (apdu.length == 0) {
            return "nothing";
        }
        int tag = apdu[0] & 0xFF;
        try {
            return switch (tag) {
                case Aarq.TAG -> Aarq.decode(apdu).toString();
                case Aare.TAG -> Aare.decode(apdu).toString();
                case Release.REQUEST -> "RLRQ";
                case Release.RESPONSE -> "RLRE reason " + Release.decode(apdu).reason();
                default -> Apdu.isKnown(tag) ? of(Apdu.decode(apdu)) : "APDU with tag %02X".formatted(tag);
            };
        } catch (DecodeException broken) {
            return "broken APDU with tag %02X: %s".formatted(tag, broken.getMessage());
        }
    }

    private static String of(Apdu apdu) {
        if (apdu instanceof GetRequest request) {
            return ofGet(request);
        }
        if (apdu instanceof GetResponse response) {
            return ofGet(response);
        }
        if (apdu instanceof SetRequest request) {
            return ofSet(request);
        }
        if (apdu instanceof SetResponse response) {
            return ofSet(response);
        }
        if (apdu instanceof ActionRequest request) {
            return ofAction(request);
        }
        if (apdu instanceof ActionResponse response) {
            return ofAction(response);
        }
        return apdu.toString();
    }

    private static String ofGet(GetRequest request) {
        if (request instanceof GetRequest.Normal normal) {
            return "GET " + of(normal.target());
        }
        if (request instanceof GetRequest.Next next) {
            return "GET block after " + next.blockNumber();
        }
        return "GET list of " + ofTargets(((GetRequest.WithList) request).targets());
    }

    private static String ofGet(GetResponse response) {
        if (response instanceof GetResponse.Normal normal) {
            return "GET response " + of(normal.result());
        }
        if (response instanceof GetResponse.WithDataBlock block) {
            return "GET response block " + block.blockNumber() + (block.last() ? " (last) " : " ")
                    + (block.raw().isEmpty() ? block.error() : block.raw().length() + " bytes");
        }
        List<GetResult> results = ((GetResponse.WithList) response).results();
        return "GET response list of " + results.size() + ": "
                + results.stream().limit(SHOWN_REFERENCES).map(ApduText::of).collect(Collectors.joining(", "));
    }

    private static String ofSet(SetRequest request) {
        if (request instanceof SetRequest.Normal normal) {
            return "SET " + of(normal.target()) + " = "
                    + of(normal.target().attribute().classId(), normal.value());
        }
        if (request instanceof SetRequest.FirstBlock first) {
            return "SET " + of(first.target()) + " = " + of(first.block());
        }
        if (request instanceof SetRequest.Block next) {
            return "SET " + of(next.block());
        }
        return request instanceof SetRequest.WithListFirstBlock first
                ? "SET list of " + ofTargets(first.targets()) + " = " + of(first.block())
                : "SET list of " + ofTargets(((SetRequest.WithList) request).targets());
    }

    private static String ofSet(SetResponse response) {
        if (response instanceof SetResponse.Normal normal) {
            return "SET response " + normal.result();
        }
        if (response instanceof SetResponse.Block block) {
            return "SET response block " + block.blockNumber() + " taken";
        }
        if (response instanceof SetResponse.LastBlock last) {
            return "SET response last block " + last.blockNumber() + ": " + last.result();
        }
        return response instanceof SetResponse.LastBlockWithList last
                ? "SET response last block " + last.blockNumber() + ": " + last.results()
                : "SET response list " + ((SetResponse.WithList) response).results();
    }

    private static String ofAction(ActionRequest request) {
        if (request instanceof ActionRequest.Normal normal) {
            String parameter = normal.parameter()
                    .map(data -> " " + of(normal.target().classId(), data))
                    .orElse("");
            return "ACTION " + normal.target() + parameter;
        }
        if (request instanceof ActionRequest.NextBlock next) {
            return "ACTION block after " + next.blockNumber();
        }
        if (request instanceof ActionRequest.FirstBlock first) {
            return "ACTION " + first.target() + " " + of(first.block());
        }
        if (request instanceof ActionRequest.Block next) {
            return "ACTION " + of(next.block());
        }
        return request instanceof ActionRequest.WithListFirstBlock first
                ? "ACTION list of " + ofMethods(first.targets()) + " " + of(first.block())
                : "ACTION list of " + ofMethods(((ActionRequest.WithList) request).targets());
    }

    private static String ofAction(ActionResponse response) {
        if (response instanceof ActionResponse.Normal normal) {
            return "ACTION response " + of(normal.result());
        }
        if (response instanceof ActionResponse.WithBlock block) {
            return "ACTION response " + of(block.block());
        }
        if (response instanceof ActionResponse.NextBlock next) {
            return "ACTION response block " + next.blockNumber() + " taken";
        }
        List<ActionResult> results = ((ActionResponse.WithList) response).results();
        return "ACTION response list of " + results.size() + ": "
                + results.stream().limit(SHOWN_REFERENCES).map(ApduText::of).collect(Collectors.joining(", "));
    }

    private static String of(SelectedAttribute target) {
        return target.selection().isNone()
                ? target.attribute().toString()
                : target.attribute() + " selector " + target.selection().selector() + " "
                        + DataText.of(target.selection().parameter());
    }

    private static String of(int classId, CosemData value) {
        return Masking.isSecret(classId) ? "(not shown)" : DataText.of(value);
    }

    private static String of(GetResult result) {
        return result.isData() ? DataText.of(result.data()) : result.result().toString();
    }

    private static String of(ActionResult result) {
        return result.result() + result.returned().map(value -> " " + of(value)).orElse("");
    }

    private static String of(DataBlock block) {
        return "block " + block.number() + (block.last() ? " (last) " : " ")
                + block.raw().length() + " bytes";
    }

    private static String ofTargets(List<SelectedAttribute> targets) {
        String shown =
                targets.stream().limit(SHOWN_REFERENCES).map(ApduText::of).collect(Collectors.joining(", "));
        return targets.size() + ": " + shown;
    }

    private static String ofMethods(List<MethodRef> targets) {
        String shown = targets.stream()
                .limit(SHOWN_REFERENCES)
                .map(MethodRef::toString)
                .collect(Collectors.joining(", "));
        return targets.size() + ": " + shown;
    }
}
