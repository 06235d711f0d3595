package org.metersim.transport.ble.smp;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.LittleEndian;

/**
 * The cryptographic toolbox of the security manager: Core Specification Vol 3 Part H 2.2. All octets have the most
 * significant one first.
 */
public final class SmpToolbox {

    /** Two keys of one function. @param mac of the checks. @param longTermKey of the link */
    record Keys(Octets mac, Octets longTermKey) {}

    /** 2.2.7. */
    private static final Octets SALT = Octets.parse("6C888391AAF5A53860370BDB5A6083BE");

    private static final Octets KEY_ID = Octets.ascii("btle");
    private static final int KEY_BITS = 256;
    private static final int MAX_PASSKEY = 1_000_000;
    private static final int BLOCK_BYTES = 16;
    private static final int HASH_BYTES = 3;

    private SmpToolbox() {}

    /** AES-CMAC, RFC 4493. @param key 16 octets */
    static Octets cmac(Octets key, Octets message) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key.toBytes()));
        mac.update(message.toBytes(), 0, message.length());
        byte[] tag = new byte[mac.getMacSize()];
        mac.doFinal(tag, 0);
        return Octets.of(tag);
    }

    /**
     * Confirm value, 2.2.6. @param u and v X coordinates. @param x nonce. @param z 0, or 0x80 with a bit of the passkey
     */
    static Octets f4(Octets u, Octets v, Octets x, int z) {
        return cmac(x, u.plus(v).plus(Octets.of(new byte[] {(byte) z})));
    }

    /** One end of a pairing. @param address of 7 octets, as {@link #tagged} makes it */
    record End(Octets nonce, Octets address) {}

    /** Keys, 2.2.7. @param w Diffie-Hellman key */
    static Keys f5(Octets w, End initiator, End responder) {
        Octets key = cmac(SALT, w);
        Octets all = initiator
                .nonce()
                .plus(responder.nonce())
                .plus(initiator.address())
                .plus(responder.address());
        return new Keys(derived(key, 0, all), derived(key, 1, all));
    }

    private static Octets derived(Octets key, int counter, Octets all) {
        ByteWriter message =
                new ByteWriter().u8(counter).octets(KEY_ID).octets(all).u16(KEY_BITS);
        return cmac(key, message.toOctets());
    }

    /** Check value, 2.2.8. @param message N1, N2, R, IOcap, A1 and A2, one after the other */
    static Octets f6(Octets mac, Octets message) {
        return cmac(mac, message);
    }

    /** The six digits to compare, 2.2.9. */
    static int g2(Octets u, Octets v, Octets x, Octets y) {
        Octets tag = cmac(x, u.plus(v).plus(y));
        long number = ByteReader.of(tag.slice(tag.length() - 4, tag.length())).u32("g2");
        return (int) (number % MAX_PASSKEY);
    }

    /** Hash of a random address, 2.2.2. @param identityKey 16 octets. @param random 3 octets */
    static Octets ah(Octets identityKey, Octets random) {
        var engine = AESEngine.newInstance();
        engine.init(true, new KeyParameter(identityKey.toBytes()));
        byte[] block = new byte[BLOCK_BYTES];
        random.copyTo(block, BLOCK_BYTES - HASH_BYTES);
        engine.processBlock(block, 0, block, 0);
        return Octets.of(block).slice(BLOCK_BYTES - HASH_BYTES, BLOCK_BYTES);
    }

    /** Whether a resolvable private address is one of whoever has that key. Vol 6 Part B 1.3.2.3. */
    public static boolean resolves(Octets identityKey, BluetoothAddress address) {
        if (!address.isResolvablePrivate()) {
            return false;
        }
        Octets bigEndian = LittleEndian.reversed(address.octets());
        return ah(identityKey, bigEndian.slice(0, HASH_BYTES))
                .equals(bigEndian.slice(HASH_BYTES, BluetoothAddress.LENGTH));
    }

    /** Type and address, as f5 and f6 take them. */
    static Octets tagged(BluetoothAddress address) {
        return Octets.of(new byte[] {(byte) address.type().ordinal()}).plus(LittleEndian.reversed(address.octets()));
    }
}
