package org.metersim.nic.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.TransmitCounter;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;

class NicStateTest {

    private static final int READER = 2;
    private static final int MANAGEMENT = 1;
    private static final int FIRMWARE = 3;
    private static final int PUBLIC = 16;
    private static final long NUMBER = 12_345;
    private static final long NOW_MS = 1_764_000_000_000L;
    private static final Octets NEW_KEY = Octets.parse("11112222333344445555666677778888");

    private final MeterModel profile = TestMemory.profile();
    private final FlashMemory memory = TestMemory.erased();

    private NicState restarted() {
        return new NicState(profile, NUMBER, memory);
    }

    private static NicState on(MeterModel profile, NonVolatileMemory memory) {
        return new NicState(profile, NUMBER, memory);
    }

    // A fleet of idle meters keeps what it writes: asking must not write.
    @Test
    void writesNothingWhileNobodyChangesAnything() {
        NicState state = restarted();

        state.keys(MANAGEMENT);
        state.kek(FIRMWARE);
        state.policy(MANAGEMENT);
        state.secret(READER);
        state.receive(MANAGEMENT).nextAcceptable();
        state.transmit(MANAGEMENT);
        state.lockOut(READER).isLocked(NOW_MS);
        state.lockOut(READER).succeeded();
        state.parameter(3, 2);

        assertEquals(0, memory.operations());
        assertEquals(0, memory.pack().length);
    }

    @Test
    void keepsAnAssociationThatWasUsedInFewBytes() {
        NicState state = restarted();
        state.transmit(MANAGEMENT).next();
        state.receive(MANAGEMENT).accept(7);

        // bank header and seal 13, two batches of 8, two records of 6 + 8, mark and seal of the second
        // packed: 6 for the sector, 8 for its wear
        assertEquals(6 + 13 + 2 * (8 + 6 + 8) + 2 + 8, memory.pack().length);
    }

    // A million meters keep what they are at rest in the heap, also after a long talk.
    @Test
    void staysSmallHoweverLongItIsTalkedTo() {
        NicState state = restarted();
        for (int i = 0; i < 5_000; i++) {
            state.transmit(MANAGEMENT).next();
            state.receive(MANAGEMENT).accept(i);
            assertTrue(memory.pack().length <= 256, memory.pack().length + " bytes after " + i);
        }
        assertEquals(5_000, restarted().receive(MANAGEMENT).nextAcceptable());
        assertTrue(restarted().transmit(MANAGEMENT).next() >= 5_000);
    }

    @Test
    void hasTheKeysOfTheProfile() {
        CipherKeys keys = restarted().keys(MANAGEMENT);

        assertEquals("000102030405060708090A0B0C0D0E0F", keys.guek().toHex());
        assertEquals("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF", keys.gak().toHex());
        assertEquals(
                "31313131313131313131313131313131", restarted().kek(MANAGEMENT).toHex());
    }

    // First 16 bytes of HMAC-SHA-256 under the profile's key over 53494D0000003039, computed with openssl.
    @Test
    void hasKeysOfItsOwnWhereTheProfileDerivesThem() {
        assertEquals("53494D0000003039", restarted().systemTitle().toHex());
        assertEquals(
                "90E8B614A6B79372CBA6CB8210C87C4A",
                restarted().keys(FIRMWARE).guek().toHex());
        assertEquals(
                "4207E99CCEF6DFE49784D2CD014F865C", restarted().kek(FIRMWARE).toHex());
        assertNotEquals(
                restarted().keys(FIRMWARE), new NicState(profile, NUMBER + 1, TestMemory.erased()).keys(FIRMWARE));
    }

    @Test
    void keepsChangedKeysAcrossARestart() {
        restarted().changeKeys(MANAGEMENT, Optional.of(NEW_KEY), Optional.empty());

        assertEquals(NEW_KEY, restarted().keys(MANAGEMENT).guek());
        assertEquals(
                "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                restarted().keys(MANAGEMENT).gak().toHex());
        assertEquals(
                "31313131313131313131313131313131", restarted().kek(MANAGEMENT).toHex());
        assertEquals(
                "90E8B614A6B79372CBA6CB8210C87C4A",
                restarted().keys(FIRMWARE).guek().toHex());
    }

    @Test
    void neverShowsKeys() {
        assertFalse(restarted().keySet(MANAGEMENT).toString().contains("0001"));
    }

    @Test
    void knowsNoKeysOfAnAssociationWithoutHls() {
        assertThrows(IllegalArgumentException.class, () -> restarted().keys(PUBLIC));
        assertThrows(IllegalArgumentException.class, () -> restarted().transmit(READER));
        assertThrows(IllegalArgumentException.class, () -> restarted().keys(99));
    }

    @Test
    void countsSentNumbersFromZeroAndAssociationsApart() {
        NicState state = restarted();

        assertEquals(0, state.transmit(MANAGEMENT).next());
        assertEquals(1, state.transmit(MANAGEMENT).next());
        assertEquals(0, state.transmit(FIRMWARE).next());
    }

    @Test
    void givesNoSentNumberTwiceOverARestart() {
        NicState state = restarted();
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = state.transmit(MANAGEMENT).next();
        }

        assertTrue(restarted().transmit(MANAGEMENT).next() > last);
    }

    @Test
    void keepsReceivedNumbersExactly() {
        restarted().receive(MANAGEMENT).accept(41);

        assertEquals(42, restarted().receive(MANAGEMENT).nextAcceptable());
        assertEquals(0, restarted().receive(FIRMWARE).nextAcceptable());
    }

    @Test
    void beginsBothCountersAnewWithANewEncryptionKey() {
        NicState state = restarted();
        state.transmit(MANAGEMENT).next();
        state.receive(MANAGEMENT).accept(41);

        state.changeKeys(MANAGEMENT, Optional.of(NEW_KEY), Optional.empty());

        assertEquals(0, state.receive(MANAGEMENT).nextAcceptable());
        assertEquals(0, restarted().receive(MANAGEMENT).nextAcceptable());
        assertEquals(0, state.transmit(MANAGEMENT).next());
    }

    // The counters belong to the encryption key: a new authentication key alone must not make a nonce come twice.
    @Test
    void goesOnCountingWhenTheEncryptionKeyStays() {
        NicState state = restarted();
        state.transmit(MANAGEMENT).next();
        state.receive(MANAGEMENT).accept(41);

        state.changeKeys(MANAGEMENT, Optional.empty(), Optional.of(NEW_KEY));
        assertEquals(42, state.receive(MANAGEMENT).nextAcceptable());
        assertEquals(1, state.transmit(MANAGEMENT).next());

        state.changeKeys(MANAGEMENT, Optional.of(state.keys(MANAGEMENT).guek()), Optional.empty());
        assertEquals(42, state.receive(MANAGEMENT).nextAcceptable());
        assertEquals(2, state.transmit(MANAGEMENT).next());
    }

    // The answer to the key transfer is still sealed with the old key; that must touch neither the old key's nonces
    // nor the new key's counters.
    @Test
    void letsTheOldKeyEndWithItsOwnCounters() {
        NicState state = restarted();
        TransmitCounter oldSent = state.transmit(MANAGEMENT);
        ReceiveCounter oldReceived = state.receive(MANAGEMENT);
        long lastOfOld = oldSent.next();
        state.changeKeys(MANAGEMENT, Optional.of(NEW_KEY), Optional.empty());
        for (int i = 0; i < 3 * Counters.RESERVED_AT_ONCE; i++) {
            assertEquals(++lastOfOld, oldSent.next());
        }
        oldReceived.accept(1_000);

        assertEquals(1_001, oldReceived.nextAcceptable());
        assertEquals(0, restarted().receive(MANAGEMENT).nextAcceptable());
        assertEquals(0, restarted().transmit(MANAGEMENT).next());
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void givesNoSentNumberTwiceWhereverThePowerIsCut(PowerCut.Moment moment) {
        for (long operation = 0; operation < 8; operation++) {
            PowerCut cut = new PowerCut(TestMemory.erased(), number -> {});
            cut.cutAt(operation, moment);
            Set<Long> sent = new HashSet<>();
            for (int life = 0; life < 3; life++) {
                countUntilPowerIsLost(on(profile, cut), sent);
            }
            assertFalse(cut.isArmed(), "the cut at operation " + operation + " never struck");
        }
    }

    private static void countUntilPowerIsLost(NicState state, Set<Long> sent) {
        try {
            for (int i = 0; i < 5 * Counters.RESERVED_AT_ONCE; i++) {
                long next = state.transmit(MANAGEMENT).next();
                assertTrue(sent.add(next), next + " was sent twice");
            }
        } catch (PowerLost cut) {
            // the next life begins from what the memory holds
        }
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void changesAllKeysAndCountersOrNoneWhereverThePowerIsCut(PowerCut.Moment moment) {
        for (long operation = 7; operation <= 10; operation++) {
            PowerCut cut = new PowerCut(TestMemory.erased(), number -> {});
            NicState state = on(profile, cut);
            CipherKeys old = state.keys(MANAGEMENT);
            state.transmit(MANAGEMENT).next();
            state.receive(MANAGEMENT).accept(41);
            assertEquals(7, cut.operations());
            cut.cutAt(operation, moment);
            try {
                state.changeKeys(MANAGEMENT, Optional.of(NEW_KEY), Optional.of(NEW_KEY));
                assertEquals(10, operation, "one batch changes all");
            } catch (PowerLost cutHere) {
                assertTrue(operation < 10);
            }

            NicState after = on(profile, cut);
            boolean changed = after.keys(MANAGEMENT).equals(new CipherKeys(NEW_KEY, NEW_KEY));
            assertTrue(changed || after.keys(MANAGEMENT).equals(old));
            assertEquals(changed ? 0 : 42, after.receive(MANAGEMENT).nextAcceptable());
        }
    }

    @Test
    void keepsPolicyAndSecretAcrossARestart() {
        NicState state = restarted();
        assertEquals(2, state.policy(MANAGEMENT));
        assertEquals("Gurux", state.secret(READER).toAscii());

        state.changePolicy(MANAGEMENT, 3);
        state.changeSecret(READER, Octets.ascii("Other"));

        assertEquals(3, restarted().policy(MANAGEMENT));
        assertEquals("Other", restarted().secret(READER).toAscii());
    }

    @Test
    void keepsWrittenValuesAcrossARestartAndBoundsThem() {
        CosemData value = CosemData.octets(new byte[1_000]);
        NicState state = restarted();

        assertTrue(state.changeParameter(3, 2, value));
        assertTrue(state.changeParameter(3, 3, value));
        assertFalse(state.changeParameter(3, 4, value), "no room for a third");
        assertTrue(state.changeParameter(3, 2, CosemData.unsigned(5)), "what is replaced makes room");
        assertTrue(state.changeParameter(3, 4, value));

        assertEquals(Optional.of(CosemData.unsigned(5)), restarted().parameter(3, 2));
        assertEquals(Optional.of(value), restarted().parameter(3, 4));
        assertEquals(Optional.empty(), restarted().parameter(2, 4));
    }
}
