package org.metersim.client;

import java.util.Optional;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.acse.InitiateResponse;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.security.CipherFamily;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;

/** Opens an association: AARQ and AARE, and with HLS the two proofs after them. Green Book 9.4.2 and 9.2.7.4. */
final class Associating implements Task<Association> {

    /** What this client can do. */
    static final Conformance PROPOSED = Conformance.of(
            Service.GET,
            Service.SET,
            Service.ACTION,
            Service.BLOCK_TRANSFER_WITH_GET,
            Service.BLOCK_TRANSFER_WITH_SET,
            Service.BLOCK_TRANSFER_WITH_ACTION,
            Service.MULTIPLE_REFERENCES,
            Service.SELECTIVE_ACCESS,
            Service.PRIORITY_MGMT);

    private static final MethodRef REPLY_TO_HLS = new MethodRef(15, LogicalName.parse("0-0:40.0.0.255"), 1);
    private static final int INVOKE_ID = 0xC1;
    private static final int MIN_CHALLENGE_BYTES = 8;
    private static final int MAX_CHALLENGE_BYTES = 64;
    private static final int TITLE_BYTES = 8;

    /** Who asks, with what, and what is sent as a challenge, 8 to 64 bytes. */
    record Proposal(Login login, int maxPduBytes, InvocationCounters counters, Octets challenge) {}

    private final Proposal proposal;
    private final Login login;
    private Optional<Association> unproved = Optional.empty();
    private Optional<SecurityContext> proof = Optional.empty();

    Associating(Proposal proposal) {
        this.proposal = proposal;
        this.login = proposal.login();
    }

    @Override
    public String name() {
        return "association of client SAP " + login.clientSap();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public Step<Association> begin() {
        byte[] initiate = InitiateRequest.of(PROPOSED, proposal.maxPduBytes()).encode();
        Authentication authentication = login.authentication();
        int context = authentication.context().id();
        Aarq aarq;
        if (authentication instanceof Authentication.Gmac gmac) {
            Octets sealed = Octets.of(
                    context(gmac, Octets.EMPTY).seal(initiate, new Protection(CipherFamily.GLO, SecurityControl.BOTH)));
            aarq = new Aarq(true, context, gmac.systemTitle(), Aarq.ABSENT, true, 5, proposal.challenge(), sealed);
        } else if (authentication instanceof Authentication.Password password) {
            aarq = new Aarq(true, context, Octets.EMPTY, Aarq.ABSENT, true, 1, password.secret(), Octets.of(initiate));
        } else {
            aarq = Aarq.open(context, Octets.of(initiate));
        }
        return new Step.Send<>(Octets.of(aarq.encode()));
    }

    private SecurityContext context(Authentication.Gmac gmac, Octets serverTitle) {
        InvocationCounters counters = proposal.counters();
        return new SecurityContext(
                new SecurityContext.Parties(gmac.systemTitle(), serverTitle),
                gmac.keys(),
                counters,
                counters.receivedFrom(serverTitle));
    }

    @Override
    public Step<Association> take(Octets apdu) {
        try {
            return unproved.isPresent() ? takeProof(apdu, unproved.get()) : takeResponse(apdu);
        } catch (DecodeException broken) {
            return Step.failed(Failure.Kind.PROTOCOL, "a broken answer to the AARQ: " + broken.getMessage());
        }
    }

    private Step<Association> takeResponse(Octets apdu) {
        return switch (apdu.isEmpty() ? 0 : apdu.at(0)) {
            case Aare.TAG -> judge(Aare.decode(apdu.toBytes()));
            case ExceptionResponse.TAG, ConfirmedServiceError.TAG -> refused(Apdu.decode(apdu.toBytes()));
            default -> new Step.Wait<>();
        };
    }

    private static Step<Association> refused(Apdu error) {
        if (error instanceof ExceptionResponse exception) {
            return Step.failed(Refusals.of(exception));
        }
        return error instanceof ConfirmedServiceError service ? Step.failed(Refusals.of(service)) : new Step.Wait<>();
    }

    private Step<Association> judge(Aare aare) {
        boolean hls = login.authentication() instanceof Authentication.Gmac;
        boolean moreIsRequired = aare.diagnostic() == Diagnostic.AUTHENTICATION_REQUIRED;
        if (!aare.isAccepted() || moreIsRequired && !hls) {
            return Step.failed(Refusals.of(aare, login));
        }
        if (aare.contextId() != login.authentication().context().id()) {
            return Step.failed(Failure.Kind.PROTOCOL, "the AARE is for another application context");
        }
        if (login.authentication() instanceof Authentication.Gmac gmac) {
            return moreIsRequired
                    ? prove(aare, gmac)
                    : Step.failed(Failure.Kind.SECURITY, "the meter accepted without proving that it knows the keys");
        }
        SecureChannel channel = new SecureChannel.Clear(aare.respondingApTitle());
        return channel.open(aare.userInformation())
                .fold(initiate -> Step.done(association(channel, initiate)), Step::failed);
    }

    private Association association(SecureChannel channel, Octets initiate) {
        return new Association(login, channel, InitiateResponse.decode(initiate.toBytes()));
    }

    /** Pass 3: the meter's challenge, authenticated with our keys. */
    private Step<Association> prove(Aare aare, Authentication.Gmac gmac) {
        Octets challenge = aare.authenticationValue();
        boolean usable = challenge.length() >= MIN_CHALLENGE_BYTES
                && challenge.length() <= MAX_CHALLENGE_BYTES
                && aare.mechanismId() == gmac.mechanismId()
                && aare.respondingApTitle().length() == TITLE_BYTES;
        if (!usable) {
            return Step.failed(Failure.Kind.PROTOCOL, "the AARE lacks mechanism, challenge or system title of HLS-5");
        }
        if (challenge.equals(proposal.challenge())) {
            return Step.failed(Failure.Kind.SECURITY, "the meter sent our own challenge back");
        }
        SecurityContext context = context(gmac, aare.respondingApTitle());
        SecureChannel channel = new SecureChannel.Ciphered(context, aare.respondingApTitle(), gmac.protection());
        return channel.open(aare.userInformation())
                .fold(initiate -> prove(context, association(channel, initiate), challenge), Step::failed);
    }

    private Step<Association> prove(SecurityContext context, Association association, Octets challenge) {
        unproved = Optional.of(association);
        proof = Optional.of(context);
        CosemData parameter = new CosemData.OctetString(context.prove(challenge));
        Apdu request = new ActionRequest.Normal(INVOKE_ID, REPLY_TO_HLS, Optional.of(parameter));
        return new Step.Send<>(association.channel().seal(request.encode()));
    }

    /** Pass 4: our challenge, authenticated with the meter's keys. */
    private Step<Association> takeProof(Octets apdu, Association association) {
        return association.channel().open(apdu).fold(this::takeProof, Step::failed);
    }

    private Step<Association> takeProof(Octets plain) {
        if (plain.isEmpty() || !Apdu.isKnown(plain.at(0))) {
            return new Step.Wait<>();
        }
        Apdu answer = Apdu.decode(plain.toBytes());
        if (!(answer instanceof ActionResponse.Normal normal) || normal.invokeIdAndPriority() != INVOKE_ID) {
            return refused(answer);
        }
        if (normal.result().result() != AccessResult.SUCCESS) {
            return Step.failed(
                    Failure.Kind.ASSOCIATION_REFUSED,
                    "the meter did not take our proof (" + normal.result().result()
                            + "); check GUEK and GAK of client SAP " + login.clientSap());
        }
        boolean proved = normal.result()
                .returned()
                .map(GetResult::data)
                .filter(this::verifies)
                .isPresent();
        return proved
                ? Step.done(unproved.orElseThrow())
                : Step.failed(Failure.Kind.SECURITY, "the meter did not prove that it knows the keys");
    }

    private boolean verifies(CosemData returned) {
        return returned instanceof CosemData.OctetString octets
                && proof.filter(context -> context.verifies(octets.octets(), proposal.challenge()))
                        .isPresent();
    }
}
