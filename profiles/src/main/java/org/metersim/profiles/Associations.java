package org.metersim.profiles;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Association.Keys;
import org.metersim.profiles.Association.Lockout;
import org.metersim.profiles.Association.Mechanism;
import org.metersim.profiles.Association.Security;

/** Reads the associations of a profile. */
final class Associations {

    /** Names of the conformance bits, bit 0 first; empty: reserved. Green Book 9.5, Conformance. */
    static final List<String> CONFORMANCE = List.of(
            "",
            "general-protection",
            "general-block-transfer",
            "read",
            "write",
            "unconfirmed-write",
            "",
            "",
            "attribute0-supported-with-set",
            "priority-mgmt-supported",
            "attribute0-supported-with-get",
            "block-transfer-with-get-or-read",
            "block-transfer-with-set-or-write",
            "block-transfer-with-action",
            "multiple-references",
            "information-report",
            "data-notification",
            "access",
            "parameterized-access",
            "get",
            "set",
            "selective-access",
            "event-notification",
            "action");

    private static final int CONFORMANCE_TOP_BIT = 0x800000;

    /** Words of the security policies, 0 first. Class 64 version 0, attribute 2. */
    private static final List<String> POLICIES =
            List.of("none", "authenticated", "encrypted", "authenticated-encrypted");

    private static final Shape KEY = Shape.text("[0-9A-Fa-f]{32}", "16 bytes, as 32 hexadecimal digits");
    private static final Fields KEYS =
            Fields.of().must("guek", KEY).must("gak", KEY).must("kek", KEY).may("derived", Shape.word("true", "false"));
    private static final Fields SECURITY = Fields.of()
            .must("setup", Shape.obis())
            .must("counter", Shape.obis())
            .must("suite", Shape.word("0"))
            .must("policy", Shape.word(POLICIES))
            .must("keys", KEYS);
    private static final Fields LOCKOUT =
            Fields.of().must("failures", Shape.number(1, 100)).must("seconds", Shape.number(1, 86_400));
    private static final Fields ASSOCIATION = Fields.of()
            .must("name", Shape.text("[a-z][a-z0-9-]{0,31}", "lower-case letters, digits and hyphens"))
            .must("client-sap", Shape.number(1, 0x3FFF))
            .must("object", Shape.obis())
            .must("mechanism", Shape.word("none", "lls", "hls-gmac"))
            .may("secret", Shape.text("[ -~]{1,64}", "1 to 64 ASCII characters"))
            .may("security", SECURITY)
            .must("max-pdu", Shape.number(64, 0xFFFF))
            .must("conformance", Shape.listOf(Shape.word(named()), 1, 24))
            .may("lockout", LOCKOUT);

    private Associations() {}

    static List<Association> read(ProfileNode list) {
        List<Association> associations = new ArrayList<>();
        for (ProfileNode node : list.items()) {
            ASSOCIATION.check("association", node);
            Association association = association(node);
            for (Association other : associations) {
                refuseDouble(node, "name", other.name().equals(association.name()));
                refuseDouble(node, "client-sap", other.clientSap() == association.clientSap());
                refuseDouble(node, "object", other.object().equals(association.object()));
            }
            associations.add(association);
        }
        return List.copyOf(associations);
    }

    private static void refuseDouble(ProfileNode node, String field, boolean isDouble) {
        if (isDouble) {
            throw node.get(field).wrong(field, "another one in each association");
        }
    }

    private static Association association(ProfileNode node) {
        Mechanism mechanism = node.get("mechanism").asEnum("mechanism", Mechanism.class);
        demandExactly(node, "secret", mechanism == Mechanism.LLS, "lls");
        demandExactly(node, "security", mechanism == Mechanism.HLS_GMAC, "hls-gmac");
        return new Association(
                node.text("name"),
                node.number("client-sap"),
                node.logicalName("object"),
                mechanism,
                node.find("secret").map(secret -> Octets.ascii(secret.text())).orElse(Octets.EMPTY),
                node.find("security").map(Associations::security),
                node.number("max-pdu"),
                conformance(node.items("conformance")),
                node.find("lockout")
                        .map(lockout -> new Lockout(lockout.number("failures"), lockout.number("seconds")))
                        .orElse(Lockout.NEVER));
    }

    private static void demandExactly(ProfileNode node, String field, boolean needed, String mechanism) {
        if (needed != node.has(field)) {
            throw ProfileException.of(
                    node.find(field).map(ProfileNode::keyPlace).orElse(node.place()),
                    field,
                    needed ? "missing" : "present",
                    "exactly with mechanism " + mechanism);
        }
    }

    private static Security security(ProfileNode node) {
        ProfileNode keys = node.get("keys");
        return new Security(
                node.logicalName("setup"),
                node.logicalName("counter"),
                node.number("suite"),
                POLICIES.indexOf(node.text("policy")),
                new Keys(
                        Octets.parse(keys.text("guek")),
                        Octets.parse(keys.text("gak")),
                        Octets.parse(keys.text("kek")),
                        keys.flag("derived", false)));
    }

    private static int conformance(List<ProfileNode> words) {
        return words.stream()
                .mapToInt(word -> CONFORMANCE_TOP_BIT >> CONFORMANCE.indexOf(word.text()))
                .reduce(0, (bits, bit) -> bits | bit);
    }

    private static List<String> named() {
        return CONFORMANCE.stream().filter(name -> !name.isEmpty()).toList();
    }
}
