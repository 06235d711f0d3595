package org.metersim.interop;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.internal.GXCommon;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSImageTransfer;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A client that we did not write: Gurux 4.0.47. */
final class GuruxPeer implements ForeignClient {

    private static final int LARGEST_PDU_BYTES = 0xFFFF;
    private static final int GET_RESPONSE = 0xC4;
    private static final int SET_RESPONSE = 0xC5;
    private static final int GET_WITH_LIST = 3;
    private static final int SET_WITH_LIST = 5;

    private final GuruxConnection connection;

    private GuruxPeer(GuruxConnection connection) {
        this.connection = connection;
    }

    /** @param pduBytes client-max-receive-pdu-size */
    private record Login(Who who, Secrets secrets, int pduBytes) {}

    static GuruxPeer open(InetSocketAddress meter, Line line, Who who, Secrets secrets) throws IOException {
        return open(meter, line, new Login(who, secrets, LARGEST_PDU_BYTES));
    }

    /** @param pduBytes client-max-receive-pdu-size */
    static GuruxPeer open(InetSocketAddress meter, Line line, Who who, int pduBytes) throws IOException {
        return open(meter, line, new Login(who, Secrets.RIGHT, pduBytes));
    }

    private static GuruxPeer open(InetSocketAddress meter, Line line, Login login) throws IOException {
        long counter = 0;
        if (login.who().isHls()) {
            try (GuruxPeer reader = open(meter, line, Who.PUBLIC, login.secrets())) {
                counter = reader.number(login.who().counter());
            }
        }
        GuruxConnection connection = GuruxConnection.open(meter, line, login.who(), login.secrets());
        connection.client().setMaxReceivePDUSize(login.pduBytes());
        connection.client().getCiphering().setInvocationCounter(counter);
        try {
            connection.associate();
        } catch (IOException refused) {
            connection.close();
            throw refused;
        }
        return new GuruxPeer(connection);
    }

    private GXDLMSClient client() {
        return connection.client();
    }

    private GuruxConnection.Request read(Target target) {
        return () -> client().read(target.obis(), ObjectType.forValue(target.classId()), target.attribute());
    }

    private Object value(Target target) throws IOException {
        return connection.ask(read(target)).getValue();
    }

    @Override
    public int get(Target target) throws IOException {
        return connection.result(read(target));
    }

    @Override
    public byte[] octets(Target target) throws IOException {
        return (byte[]) value(target);
    }

    @Override
    public long number(Target target) throws IOException {
        return ((Number) value(target)).longValue();
    }

    @Override
    public List<String> members(Target target) throws IOException {
        return ((List<?>) value(target)).stream().map(GuruxPeer::text).toList();
    }

    private static String text(Object member) {
        return member instanceof byte[] octets ? new String(octets, StandardCharsets.US_ASCII) : String.valueOf(member);
    }

    @Override
    public String bits(Target target) throws IOException {
        return String.valueOf(value(target));
    }

    private void update(GXDLMSObject object, int attribute) throws IOException {
        client().updateValue(
                        object,
                        attribute,
                        connection.ask(() -> client().read(object, attribute)).getValue());
    }

    @Override
    public Measured register(String obis) throws IOException {
        GXDLMSRegister register = new GXDLMSRegister(obis);
        update(register, 3);
        update(register, 2);
        return new Measured(
                ((Number) register.getValue()).doubleValue(), register.getUnit().getValue());
    }

    @Override
    public int objects() throws IOException {
        GXReplyData reply = connection.ask(client()::getObjectsRequest);
        return client().parseObjects(reply.getData(), true).size();
    }

    @Override
    public int rowsByEntry(String obis, int first, int last) throws IOException {
        GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric(obis);
        update(profile, 3);
        return rows(profile, () -> client().readRowsByEntry(profile, first, last - first + 1));
    }

    @Override
    public int rowsByRange(String obis, Instant from, Instant to) throws IOException {
        GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric(obis);
        update(profile, 3);
        return rows(profile, () -> client().readRowsByRange(profile, Date.from(from), Date.from(to)));
    }

    private int rows(GXDLMSProfileGeneric profile, GuruxConnection.Request request) throws IOException {
        client().updateValue(profile, 2, connection.ask(request).getValue());
        return profile.getBuffer().length;
    }

    private static GXDLMSData data(Target target, byte[] octets) {
        GXDLMSData object = new GXDLMSData(target.obis());
        object.setValue(octets);
        object.setDataType(target.attribute(), DataType.OCTET_STRING);
        return object;
    }

    @Override
    public int set(Target target, byte[] octets) throws IOException {
        return connection.result(() -> client().write(data(target, octets), target.attribute()));
    }

    @Override
    public int setClock(Instant time) throws IOException {
        GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
        clock.setTime(new GXDateTime(Date.from(time)));
        return connection.result(() -> client().write(clock, 2));
    }

    // Gurux itself keeps one error code for a whole list; the answer that it deciphered has each.
    @Override
    public List<Integer> getList(List<Target> targets) throws IOException {
        List<Map.Entry<GXDLMSObject, Integer>> items = new ArrayList<>();
        for (Target target : targets) {
            items.add(Map.entry(object(target), target.attribute()));
        }
        GXByteBuffer answer = list(GET_RESPONSE, GET_WITH_LIST, () -> client().readList(items));
        List<Integer> results = new ArrayList<>();
        int count = GXCommon.getObjectCount(answer);
        for (int member = 0; member < count; member++) {
            boolean isError = answer.getUInt8() != 0;
            if (isError) {
                results.add((int) answer.getUInt8());
            } else {
                GXDLMSClient.getValue(answer);
                results.add(SUCCESS);
            }
        }
        return results;
    }

    private static GXDLMSObject object(Target target) {
        return target.classId() == 3 ? new GXDLMSRegister(target.obis()) : new GXDLMSData(target.obis());
    }

    @Override
    public List<Integer> setList(List<Target> targets, byte[] octets) throws IOException {
        List<Map.Entry<GXDLMSObject, Integer>> items = new ArrayList<>();
        for (Target target : targets) {
            items.add(Map.entry(data(target, octets), target.attribute()));
        }
        GXByteBuffer answer = list(SET_RESPONSE, SET_WITH_LIST, () -> client().writeList(items));
        List<Integer> results = new ArrayList<>();
        int count = GXCommon.getObjectCount(answer);
        for (int member = 0; member < count; member++) {
            results.add((int) answer.getUInt8());
        }
        return results;
    }

    /** The answer from its count of members on. */
    private GXByteBuffer list(int tag, int choice, GuruxConnection.Request request) throws IOException {
        GXByteBuffer answer = connection.answer(request).getData();
        answer.position(0);
        if (answer.getUInt8() != tag || answer.getUInt8() != choice) {
            throw new IOException("no answer with list: " + answer);
        }
        answer.getUInt8();
        return answer;
    }

    // --- image transfer

    @Override
    public int initiate(String transfer, byte[] identifier, long sizeBytes) throws IOException {
        GXDLMSImageTransfer object = new GXDLMSImageTransfer(transfer);
        return connection.result(() -> object.imageTransferInitiate(client(), identifier, sizeBytes));
    }

    @Override
    public int block(String transfer, long number, byte[] bytes) throws IOException {
        GXByteBuffer parameter = new GXByteBuffer();
        parameter.setUInt8(DataType.STRUCTURE.getValue());
        parameter.setUInt8(2);
        parameter.setUInt8(DataType.UINT32.getValue());
        parameter.setUInt32(number);
        parameter.setUInt8(DataType.OCTET_STRING.getValue());
        GXCommon.setObjectCount(bytes.length, parameter);
        parameter.set(bytes);
        GXDLMSImageTransfer object = new GXDLMSImageTransfer(transfer);
        return connection.result(() -> client().method(object, 2, parameter.array(), DataType.ARRAY));
    }

    @Override
    public int verify(String transfer) throws IOException {
        GXDLMSImageTransfer object = new GXDLMSImageTransfer(transfer);
        return connection.result(() -> object.imageVerify(client()));
    }

    @Override
    public int activate(String transfer) throws IOException {
        GXDLMSImageTransfer object = new GXDLMSImageTransfer(transfer);
        return connection.result(() -> object.imageActivate(client()));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
