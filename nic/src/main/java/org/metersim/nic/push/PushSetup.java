package org.metersim.nic.push;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/**
 * What a push setup (class 40) says: what a client wrote, else what the meter was started with, else the profile.
 *
 * @param index place of the object in the profile's list
 * @param startedWith destination {@code host:port} that stands for the profile's
 */
public record PushSetup(ObjectDefinition definition, int index, NicState state, Optional<String> startedWith) {

    public static final int OBJECT_LIST = 2;
    public static final int DESTINATION = 3;
    public static final int COMMUNICATION_WINDOW = 4;
    public static final int RANDOMISATION = 5;
    public static final int RETRIES = 6;
    public static final int REPETITION_DELAY = 7;
    public static final int PORT_REFERENCE = 8;
    public static final int CLIENT_SAP = 9;
    public static final int PROTECTION = 10;

    /** transport_service of {@link #DESTINATION}: the only one that is pushed by. */
    public static final int TCP = 0;

    /** message of {@link #DESTINATION}: an xDLMS APDU in A-XDR, the only form that is pushed. */
    public static final int A_XDR = 0;

    private static final int UDP = 1;
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:\\[\\]]+)):(\\d{1,5})");
    private static final int MAX_PORT = 0xFFFF;

    /** Where a push goes. */
    public record HostAndPort(String host, int port) {}

    private ProfileNode row() {
        return definition.row();
    }

    private Optional<CosemData> written(int attribute) {
        return state.parameter(index, attribute);
    }

    private int number(int attribute, String key) {
        return written(attribute)
                .map(data -> (int) ((CosemData.Numeral) data).value())
                .orElseGet(() -> row().number(key));
    }

    /** Whether the end of an update is pushed. */
    boolean isTriggeredByUpdates() {
        return row().text("trigger").equals("update-ended");
    }

    /** Whether a push is done only when it was confirmed. */
    boolean isConfirmed() {
        return row().text("operation").equals("confirmed");
    }

    /** Whether a push is sealed with the keys of {@link #clientSap}. */
    public boolean isCiphered() {
        return row().flag("ciphered", false);
    }

    /** communication_window: any time when there is none. */
    public List<CommunicationWindow> windows() {
        return written(COMMUNICATION_WINDOW).map(CosemData.Array.class::cast).stream()
                .flatMap(array -> array.elements().stream())
                .map(element -> CommunicationWindow.of(element).orElseThrow())
                .toList();
    }

    /** randomisation_start_interval, seconds. */
    public int randomisationSeconds() {
        return number(RANDOMISATION, "randomisation-s");
    }

    /** number_of_retries, after the first attempt. */
    public int retries() {
        return number(RETRIES, "retries");
    }

    /** repetition_delay, seconds. */
    public int repetitionDelaySeconds() {
        return number(REPETITION_DELAY, "repetition-delay-s");
    }

    /** port_reference. */
    public LogicalName port() {
        return written(PORT_REFERENCE)
                .map(data -> LogicalName.read(ByteReader.of(((CosemData.OctetString) data).octets())))
                .orElseGet(() -> row().logicalName("port"));
    }

    /** push_client_SAP. */
    public int clientSap() {
        return number(CLIENT_SAP, "client-sap");
    }

    /** send_destination_and_method: transport_service, destination, message. */
    public CosemData.Structure destination() {
        return written(DESTINATION)
                .map(CosemData.Structure.class::cast)
                .orElseGet(() -> destinationOf(startedWith.isPresent() ? TCP : serviceOfProfile()));
    }

    private int serviceOfProfile() {
        return row().get("destination").text("service").equals("tcp") ? TCP : UDP;
    }

    private CosemData.Structure destinationOf(int service) {
        String address = startedWith.orElseGet(() -> row().get("destination").text("address"));
        return new CosemData.Structure(List.of(
                CosemData.enumeration(service),
                new CosemData.OctetString(Octets.ascii(address)),
                CosemData.enumeration(A_XDR)));
    }

    /** Where to dial; empty when the destination is none of TCP. */
    Optional<HostAndPort> hostAndPort() {
        List<CosemData> destination = destination().elements();
        boolean overTcp = destination.get(0).equals(CosemData.enumeration(TCP));
        Octets address = ((CosemData.OctetString) destination.get(1)).octets();
        return overTcp ? hostAndPort(address.toAscii()) : Optional.empty();
    }

    /** Of {@code 127.0.0.1:4064}, {@code host:4064} or {@code [::1]:4064}; empty when it is none. */
    public static Optional<HostAndPort> hostAndPort(String address) {
        Matcher parts = HOST_AND_PORT.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(3));
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return port >= 1 && port <= MAX_PORT ? Optional.of(new HostAndPort(host, port)) : Optional.empty();
    }

    /** What is pushed, in order. */
    public List<PushObject> objects() {
        return written(OBJECT_LIST)
                .map(PushSetup::ofData)
                .orElseGet(() -> row().items("push").stream()
                        .map(item -> new PushObject(item.attributeRef(), item.number("index", 0)))
                        .toList());
    }

    private static List<PushObject> ofData(CosemData list) {
        return ((CosemData.Array) list)
                .elements().stream()
                        .map(element -> PushObject.of(element).orElseThrow())
                        .toList();
    }
}
