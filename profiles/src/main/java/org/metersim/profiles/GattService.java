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

        private boolean does(Set<String> some) {
            return properties.stream().anyMatch(some::contains);
        }

        /** A short UUID and the long one that it stands for are the same. */
        private boolean isSame(Channel other) {
            return longUuid().equalsIgnoreCase(other.longUuid());
        }

        private String longUuid() {
            return uuid.length() == SHORT_DIGITS ? "0000" + uuid + BASE : uuid;
        }
    }

    private static final int SHORT_DIGITS = 4;
    private static final String BASE = "-0000-1000-8000-00805F9B34FB";
    private static final Set<String> TAKING = Set.of("write", "write-without-response");
    private static final Set<String> SAYING = Set.of("notify", "indicate");
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
        if (!service.toMeter().does(TAKING)) {
            throw node.get("write").get("properties").wrong("properties", "write or write-without-response among them");
        }
        if (!service.fromMeter().does(SAYING)) {
            throw node.get("notify").get("properties").wrong("properties", "notify or indicate among them");
        }
        if (service.control().isPresent() == service.flow().equals("none")) {
            throw node.get("flow").wrong("flow", "none without control, and ready or credit with it");
        }
        service.control().ifPresent(control -> service.refuseUseless(control, node.get("control")));
        return service;
    }

    private void refuseUseless(Channel control, ProfileNode node) {
        if (control.isSame(toMeter) || control.isSame(fromMeter)) {
            throw node.get("uuid").wrong("uuid", "another than those of write and notify");
        }
        if (!control.does(SAYING)) {
            throw node.get("properties").wrong("properties", "notify or indicate among them");
        }
        if (flow.equals("credit") && !control.does(TAKING)) {
            throw node.get("properties")
                    .wrong("properties", "write or write-without-response among them, as the central grants credits");
        }
    }

    private static Channel channel(ProfileNode node) {
        return new Channel(
                node.text("uuid"),
                Set.copyOf(node.items("properties").stream()
                        .map(ProfileNode::text)
                        .distinct()
                        .toList()));
    }
}
