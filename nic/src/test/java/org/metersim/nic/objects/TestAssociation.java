package org.metersim.nic.objects;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.association.AssociationStatus;
import org.metersim.profiles.Association;

/** An open association with fixed terms; the proofs that it is given are kept. */
record TestAssociation(Association definition, List<CosemData> proofs) implements AssociationContext {

    static final Octets PEER_TITLE = Octets.parse("4D4D4D0000BC614E");
    static final MeterReply OWN_PROOF = new MeterReply.Value(CosemData.octets(new byte[] {0x10, 1, 2}));

    static TestAssociation of(Association definition) {
        return new TestAssociation(definition, new ArrayList<>());
    }

    @Override
    public int serverSap() {
        return 1;
    }

    @Override
    public AssociationStatus status() {
        return AssociationStatus.ASSOCIATED;
    }

    @Override
    public AssociationStatus statusOf(int clientSap) {
        return clientSap == clientSap() ? status() : AssociationStatus.NON_ASSOCIATED;
    }

    @Override
    public Conformance conformance() {
        return Conformance.of(Conformance.Service.GET);
    }

    @Override
    public int maxSendPduBytes() {
        return 0x0123;
    }

    @Override
    public int maxReceivePduBytes() {
        return 0x0400;
    }

    @Override
    public Octets peerTitle() {
        return PEER_TITLE;
    }

    @Override
    public MeterReply replyToHls(CosemData proof, long nowMs) {
        proofs.add(proof);
        return OWN_PROOF;
    }
}
