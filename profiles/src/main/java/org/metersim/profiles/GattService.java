package org.metersim.profiles;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A GATT service that carries a stream of bytes. UUIDs are as they are written: 4 hex digits, or 32 as 8-4-4-4-12.
 *
 * @param name of the preset, or {@code own}
 * @param toMeter characteristic from the central to the meter
 * @param fromMeter characteristic from the meter to the central; may be the same
 * @param control characteristic of the flow control; none when there is no flow control
 * @param flow none, ready or credit
 */
public record GattService(
        String name, String service, Channel toMeter, Channel fromMeter, Optional<Channel> control, String flow) {

    /** What may be done to a characteristic. */
    public static final List<String> PROPERTIES =
            List.of("read", "write-without-response", "write", "notify", "indicate");

    /** A characteristic. @param properties of {@link #PROPERTIES} */
    public record Channel(String uuid, Set<String> properties) {

        public Channel {
            properties = Set.copyOf(properties);
        }
    }

    private static final Shape UUID = Shape.text(
            "[0-9A-Fa-f]{4}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
            "a UUID of 4 hex digits, or of 32 as 8-4-4-4-12");
    private static final Fields CHANNEL =
            Fields.of().must("uuid", UUID).must("properties", Shape.listOf(Shape.word(PROPERTIES), 1, 5));

    /** What a service is written with. */
    static final Fields FIELDS = Fields.of()
            .must("service", UUID)
            .must("write", CHANNEL)
            .must("notify", CHANNEL)
            .may("control", CHANNEL)
            .must("flow", Shape.word("none", "ready", "credit"));

    /** @param node of checked form */
    static GattService read(String name, ProfileNode node) {
        GattService service = new GattService(
                name,
                node.text("service"),
                channel(node.get("write")),
                channel(node.get("notify")),
                node.find("control").map(GattService::channel),
                node.text("flow"));
        if (!service.takes(Set.of("write", "write-without-response"))) {
            throw node.get("write").get("properties").wrong("properties", "write or write-without-response among them");
        }
        if (!service.says(Set.of("notify", "indicate"))) {
            throw node.get("notify").get("properties").wrong("properties", "notify or indicate among them");
        }
        if (service.control().isPresent() == service.flow().equals("none")) {
            throw node.get("flow").wrong("flow", "none without control, and ready or credit with it");
        }
        return service;
    }

    private static Channel channel(ProfileNode node) {
        return new Channel(
                node.text("uuid"),
                Set.copyOf(node.items("properties").stream()
                        .map(ProfileNode::text)
                        .distinct()
                        .toList()));
    }

    private boolean takes(Set<String> some) {
        return toMeter.properties().stream().anyMatch(some::contains);
    }

    private boolean says(Set<String> some) {
        return fromMeter.properties().stream().anyMatch(some::contains);
    }
}
