package org.metersim.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.metersim.dlms.codec.Hex;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.MethodParameter;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.SetParameter;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.openmuc.jdlms.datatypes.BitString;
import org.openmuc.jdlms.datatypes.CosemDateTime;
import org.openmuc.jdlms.datatypes.DataObject;

/** A second client that we did not write: jDLMS 1.8.0 on a real socket. */
final class JdlmsPeer implements ForeignClient {

    private static final int PATIENCE_MS = 5_000;
    private static final long TITLE_NUMBER = 0xBC614EL;
    private static final int SUMMER_MINUTES = 120;
    private static final int BY_RANGE = 1;
    private static final int BY_ENTRY = 2;

    private final DlmsConnection connection;

    private JdlmsPeer(DlmsConnection connection) {
        this.connection = connection;
    }

    static JdlmsPeer open(InetSocketAddress meter, Line line, Who who, Secrets secrets) throws IOException {
        TcpConnectionBuilder builder = new TcpConnectionBuilder(meter.getAddress())
                .setPort(meter.getPort())
                .setClientId(who.sap())
                .setLogicalDeviceId(1)
                .setResponseTimeout(PATIENCE_MS);
        builder = line == Line.WRAPPER ? builder.useWrapper() : builder.useHdlc();
        if (who == Who.READER) {
            builder.setSecuritySuite(SecuritySuite.builder()
                    .setAuthenticationMechanism(AuthenticationMechanism.LOW)
                    .setPassword(secrets.password().getBytes(StandardCharsets.US_ASCII))
                    .build());
        } else if (who.isHls()) {
            try (JdlmsPeer reader = open(meter, line, Who.PUBLIC, secrets)) {
                builder.setFrameCounter(reader.number(who.counter()));
            }
            builder.setSecuritySuite(hls(secrets)).setSystemTitle("MMM", TITLE_NUMBER);
        }
        try {
            return new JdlmsPeer(builder.build());
        } catch (IOException refused) {
            throw new RefusedException(refused);
        }
    }

    private static SecuritySuite hls(Secrets secrets) {
        return SecuritySuite.builder()
                .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
                .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
                .setSecurityPolicy(SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
                .setGlobalUnicastEncryptionKey(secrets.guek())
                .setAuthenticationKey(secrets.gak())
                .build();
    }

    private static AttributeAddress address(Target target) {
        return new AttributeAddress(target.classId(), target.obis(), target.attribute());
    }

    private static AttributeAddress buffer(String obis, int selector, DataObject parameter) {
        return new AttributeAddress(7, obis, 2, new SelectiveAccessDescription(selector, parameter));
    }

    private DataObject data(AttributeAddress address) throws IOException {
        GetResult result = connection.get(address);
        if (result.getResultData() == null) {
            throw new RefusedException(new IllegalStateException(address + ": " + result.getResultCode()));
        }
        return result.getResultData();
    }

    private static int code(long code) {
        return Math.toIntExact(code);
    }

    @Override
    public int get(Target target) throws IOException {
        return code(connection.get(address(target)).getResultCode().getCode());
    }

    @Override
    public byte[] octets(Target target) throws IOException {
        return data(address(target)).getValue();
    }

    @Override
    public long number(Target target) throws IOException {
        return ((Number) data(address(target)).getValue()).longValue();
    }

    @Override
    public List<String> members(Target target) throws IOException {
        List<DataObject> members = data(address(target)).getValue();
        return members.stream()
                .map(member -> member.isByteArray()
                        ? new String((byte[]) member.getValue(), StandardCharsets.US_ASCII)
                        : String.valueOf(member.getRawValue()))
                .toList();
    }

    @Override
    public String bits(Target target) throws IOException {
        BitString bits = data(address(target)).getValue();
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bits.getNumBits(); bit++) {
            text.append((bits.getBitString()[bit / 8] >> 7 - bit % 8) & 1);
        }
        return text.toString();
    }

    @Override
    public Measured register(String obis) throws IOException {
        List<DataObject> scalerUnit = data(new AttributeAddress(3, obis, 3)).getValue();
        int scaler = ((Number) scalerUnit.get(0).getValue()).intValue();
        int unit = ((Number) scalerUnit.get(1).getValue()).intValue();
        return new Measured(number(new Target(3, obis, 2)) * Math.pow(10, scaler), unit);
    }

    @Override
    public int objects() throws IOException {
        List<DataObject> objects =
                data(new AttributeAddress(15, "0.0.40.0.0.255", 2)).getValue();
        return objects.size();
    }

    @Override
    public int rowsByEntry(String obis, int first, int last) throws IOException {
        DataObject entries = DataObject.newStructureData(
                DataObject.newUInteger32Data(first),
                DataObject.newUInteger32Data(last),
                DataObject.newUInteger16Data(1),
                DataObject.newUInteger16Data(0));
        List<DataObject> rows = data(buffer(obis, BY_ENTRY, entries)).getValue();
        return rows.size();
    }

    @Override
    public int rowsByRange(String obis, Instant from, Instant to) throws IOException {
        DataObject clock = DataObject.newStructureData(
                DataObject.newUInteger16Data(8),
                DataObject.newOctetStringData(Hex.bytes("0000010000FF")),
                DataObject.newInteger8Data((byte) 2),
                DataObject.newUInteger16Data(0));
        DataObject range =
                DataObject.newStructureData(clock, moment(from), moment(to), DataObject.newArrayData(List.of()));
        List<DataObject> rows = data(buffer(obis, BY_RANGE, range)).getValue();
        return rows.size();
    }

    private static DataObject moment(Instant instant) {
        ZonedDateTime local = instant.atZone(ZoneOffset.ofTotalSeconds(SUMMER_MINUTES * 60));
        CosemDateTime time = new CosemDateTime(
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond(),
                -SUMMER_MINUTES);
        return DataObject.newOctetStringData(time.encode());
    }

    @Override
    public int set(Target target, byte[] octets) throws IOException {
        return set(target, DataObject.newOctetStringData(octets));
    }

    private int set(Target target, DataObject value) throws IOException {
        return code(connection.set(new SetParameter(address(target), value)).getCode());
    }

    @Override
    public int setClock(Instant time) throws IOException {
        return set(new Target(8, "0.0.1.0.0.255", 2), moment(time));
    }

    @Override
    public List<Integer> getList(List<Target> targets) throws IOException {
        return connection.get(targets.stream().map(JdlmsPeer::address).toList()).stream()
                .map(result -> code(result.getResultCode().getCode()))
                .toList();
    }

    @Override
    public List<Integer> setList(List<Target> targets, byte[] octets) throws IOException {
        List<SetParameter> members = targets.stream()
                .map(target -> new SetParameter(address(target), DataObject.newOctetStringData(octets)))
                .toList();
        return connection.set(members).stream()
                .map(result -> code(result.getCode()))
                .toList();
    }

    private int invoke(String transfer, int method, DataObject parameter) throws IOException {
        return code(connection
                .action(new MethodParameter(18, transfer, method, parameter))
                .getResultCode()
                .getCode());
    }

    @Override
    public int initiate(String transfer, byte[] identifier, long sizeBytes) throws IOException {
        return invoke(
                transfer,
                1,
                DataObject.newStructureData(
                        DataObject.newOctetStringData(identifier), DataObject.newUInteger32Data(sizeBytes)));
    }

    @Override
    public int block(String transfer, long number, byte[] bytes) throws IOException {
        return invoke(
                transfer,
                2,
                DataObject.newStructureData(
                        DataObject.newUInteger32Data(number), DataObject.newOctetStringData(bytes)));
    }

    @Override
    public int verify(String transfer) throws IOException {
        return invoke(transfer, 3, DataObject.newInteger8Data((byte) 0));
    }

    @Override
    public int activate(String transfer) throws IOException {
        return invoke(transfer, 4, DataObject.newInteger8Data((byte) 0));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
