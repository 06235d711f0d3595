package org.metersim.dlms.peers;

import gurux.dlms.GXDLMSConnectionEventArgs;
import gurux.dlms.GXDLMSServer;
import gurux.dlms.ValueEventArgs;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.SourceDiagnostic;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSObject;

/** A server of gurux.dlms 4.0.47 with one object, {@code 0-0:96.1.0.255}. */
final class GuruxServer extends GXDLMSServer {

    GuruxServer(InterfaceType framing, byte[] value) {
        super(true, framing);
        GXDLMSData serial = new GXDLMSData("0.0.96.1.0.255");
        serial.setValue(value);
        getItems().add(serial);
        initialize();
    }

    @Override
    protected boolean isTarget(int serverAddress, int clientAddress) {
        return true;
    }

    @Override
    protected SourceDiagnostic validateAuthentication(Authentication authentication, byte[] password) {
        return SourceDiagnostic.NONE;
    }

    @Override
    protected GXDLMSObject onFindObject(ObjectType type, int shortName, String logicalName) {
        throw new IllegalArgumentException("no object " + logicalName);
    }

    @Override
    public void read(ValueEventArgs[] arguments) {
        // the library reads the object's own value
    }

    @Override
    protected void write(ValueEventArgs[] arguments) {
        // the library writes the object's own value
    }

    @Override
    protected void action(ValueEventArgs[] arguments) {
        // no object here has a method
    }

    @Override
    protected void connected(GXDLMSConnectionEventArgs connection) {
        // nothing to prepare
    }

    @Override
    protected void invalidConnection(GXDLMSConnectionEventArgs connection) {
        // the test sees the refusal
    }

    @Override
    protected void disconnected(GXDLMSConnectionEventArgs connection) {
        // nothing to clean up
    }
}
