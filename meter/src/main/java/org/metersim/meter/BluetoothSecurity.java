package org.metersim.meter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Bluetooth;
import org.metersim.profiles.Bluetooth.Passkey;
import org.metersim.transport.ble.PairingGuard;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.IoCapability;
import org.metersim.transport.ble.smp.PairingPolicy;
import org.metersim.transport.ble.smp.PairingResponder;
import org.metersim.transport.ble.smp.PairingUser;

/** How the meters of a type pair: their passkeys, what their displays show, and who is locked. */
final class BluetoothSecurity {

    /** Of {@link Chance}. */
    private static final long PASSKEYS = 0xB1E_0010L;

    private static final long IDENTITIES = 0xB1E_0011L;
    private static final long PAIRINGS = 0xB1E_0012L;

    private static final int PASSKEYS_OF_SIX_DIGITS = 1_000_000;
    private static final int KEY_BYTES = 16;

    private final MeterIndex index;
    private final Bluetooth.Pairing pairing;
    private final PairingPolicy policy;
    private final IntFunction<BluetoothAddress> addresses;
    private final Map<Integer, PairingGuard> guards = new HashMap<>();
    private final Map<Integer, Integer> shown = new HashMap<>();
    private final Set<Integer> refusing = new HashSet<>();
    private long pairings;

    BluetoothSecurity(
            MeterIndex index,
            Bluetooth.Pairing pairing,
            Bluetooth.Access access,
            IntFunction<BluetoothAddress> addresses) {
        this.index = index;
        this.pairing = pairing;
        this.policy = new PairingPolicy(io(pairing.method()), access == Bluetooth.Access.AUTHENTICATED);
        this.addresses = addresses;
    }

    private static IoCapability io(Bluetooth.Method method) {
        return switch (method) {
            case JUST_WORKS -> IoCapability.NO_INPUT_NO_OUTPUT;
            case PASSKEY -> IoCapability.DISPLAY_ONLY;
            case COMPARISON -> IoCapability.DISPLAY_YES_NO;
        };
    }

    PairingGuard guard(int meter) {
        return guards.computeIfAbsent(meter, made -> new PairingGuard(pairing.failures(), 1000L * pairing.seconds()));
    }

    PairingResponder responder(int meter, BluetoothAddress central) {
        long number = index.number(meter);
        PairingResponder.Settings settings = new PairingResponder.Settings(
                policy, new User(meter), central, addresses.apply(meter), identityKey(number));
        pairings++;
        return new PairingResponder(settings, Chance.of(index.settings().seed(), number, PAIRINGS + pairings));
    }

    private Octets identityKey(long number) {
        byte[] key = new byte[KEY_BYTES];
        Chance.of(index.settings().seed(), number, IDENTITIES).nextBytes(key);
        return Octets.of(key);
    }

    /** The passkey that a technician is given with the meter; empty when it has none, or shows another each time. */
    OptionalInt passkeyOf(int meter) {
        return switch (pairing.passkey()) {
            case NONE, DISPLAY -> OptionalInt.empty();
            case FIXED -> pairing.fixed();
            case DERIVED -> OptionalInt.of(drawn(PASSKEYS, index.number(meter)));
        };
    }

    private int drawn(long purpose, long number) {
        RandomGenerator chance = Chance.of(index.settings().seed(), number, purpose);
        return chance.nextInt(PASSKEYS_OF_SIX_DIGITS);
    }

    /** What the display shows of pairing: six digits. */
    Optional<String> shownBy(int meter) {
        return Optional.ofNullable(shown.get(meter)).map(digits -> String.format(Locale.ROOT, "%06d", digits));
    }

    /** The button was pressed: another page is shown. */
    void forgetShown(int meter) {
        shown.remove(meter);
    }

    /** Whether whoever stands before the meter finds the number there that the app shows. */
    void compares(int meter, boolean same) {
        if (same) {
            refusing.remove(meter);
        } else {
            refusing.add(meter);
        }
    }

    /** Whoever stands before a meter. */
    private final class User implements PairingUser {

        private final int meter;

        User(int meter) {
            this.meter = meter;
        }

        @Override
        public int passkey() {
            int digits = pairing.passkey() == Passkey.DISPLAY
                    ? drawn(PAIRINGS - pairings, index.number(meter))
                    : passkeyOf(meter).orElse(0);
            shown.put(meter, digits);
            return digits;
        }

        @Override
        public boolean compares(int number) {
            shown.put(meter, number);
            return !refusing.contains(meter);
        }
    }
}
