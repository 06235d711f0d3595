package org.metersim.metrology.image;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.TrustedPem;

/**
 * Whose images meters take: public keys, for the {@code cms} form root certificates and revocation lists, and which
 * keys are not trusted any more. Immutable.
 *
 * <p>As text it is PEM, and lines {@code revoked: KEYHASH} and {@code development: KEYHASH} between the blocks. A
 * revoked key stays in the store, so that it is known as one.
 */
public final class TrustStore {

    /** Nobody's. */
    public static final TrustStore EMPTY = new TrustStore(List.of(), List.of(), List.of(), new Marks());

    private static final Pattern MARK =
            Pattern.compile("(?m)^(revoked|development): ([0-9A-Fa-f]{64}|[0-9A-Fa-f]{96})$");

    /** What was said of keys by their hash. */
    private record Marks(Set<Octets> revoked, Set<Octets> development) {

        Marks() {
            this(Set.of(), Set.of());
        }

        Marks and(Marks others) {
            return new Marks(union(revoked, others.revoked), union(development, others.development));
        }

        private static Set<Octets> union(Set<Octets> some, Set<Octets> others) {
            Set<Octets> all = new LinkedHashSet<>(some);
            all.addAll(others);
            return all;
        }
    }

    private final List<TrustedKey> keys;
    private final List<X509Certificate> roots;
    private final List<X509CRL> revocationLists;
    private final Marks marks;

    private TrustStore(List<TrustedKey> keys, List<X509Certificate> roots, List<X509CRL> revocationLists, Marks marks) {
        this.keys = List.copyOf(keys);
        this.roots = List.copyOf(roots);
        this.revocationLists = List.copyOf(revocationLists);
        this.marks = marks;
    }

    /** Keys, all trusted. */
    public static TrustStore of(List<TrustedKey> keys) {
        return new TrustStore(keys, List.of(), List.of(), new Marks());
    }

    /**
     * What meters of a profile trust.
     *
     * @param extra what they trust besides, or not any more, each as {@link #parse} reads it
     * @throws IllegalArgumentException when something of it cannot be trusted, in one line
     */
    public static TrustStore of(Firmware firmware, List<String> extra) {
        TrustStore store = EMPTY;
        for (TrustedPem each : firmware.trustedKeys()) {
            TrustStore one = parse(each.pem());
            for (TrustedKey key : one.keys) {
                one = each.revoked() ? one.revoked(key.hash()) : one;
                one = each.development() ? one.development(key.hash()) : one;
            }
            store = store.plus(one);
        }
        for (String text : extra) {
            store = store.plus(parse(text));
        }
        return store;
    }

    /**
     * What is in a text: blocks PUBLIC KEY, CERTIFICATE and X509 CRL, and marks.
     *
     * @throws IllegalArgumentException when there is nothing in it, or something that cannot be trusted, in one line
     */
    public static TrustStore parse(String text) {
        List<TrustedKey> keys = new ArrayList<>();
        Pem.blocks(text, "PUBLIC KEY").forEach(block -> keys.add(TrustedKey.of(block)));
        List<X509Certificate> roots = new ArrayList<>();
        Pem.blocks(text, "CERTIFICATE").forEach(block -> roots.add(certificate(block)));
        List<X509CRL> lists = new ArrayList<>();
        Pem.blocks(text, "X509 CRL").forEach(block -> lists.add(revocationList(block)));
        Marks marks = marks(text);
        if (keys.isEmpty() && roots.isEmpty() && lists.isEmpty() && marks.equals(new Marks())) {
            throw new IllegalArgumentException(
                    "no PUBLIC KEY block (expected: PEM, as openssl pkey -pubout writes; or CERTIFICATE)");
        }
        return new TrustStore(keys, roots, lists, marks);
    }

    private static Marks marks(String text) {
        Set<Octets> revoked = new LinkedHashSet<>();
        Set<Octets> development = new LinkedHashSet<>();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            Octets hash = Octets.parse(mark.group(2).toUpperCase(Locale.ROOT));
            (mark.group(1).equals("revoked") ? revoked : development).add(hash);
        }
        return new Marks(revoked, development);
    }

    /** @throws IllegalArgumentException when it is none */
    static X509Certificate certificate(Octets der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toBytes()));
        } catch (CertificateException broken) {
            throw new IllegalArgumentException("certificate cannot be read: " + oneLine(broken), broken);
        }
    }

    private static X509CRL revocationList(Octets der) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509CRL) factory.generateCRL(new ByteArrayInputStream(der.toBytes()));
        } catch (CRLException | CertificateException broken) {
            throw new IllegalArgumentException("revocation list cannot be read: " + oneLine(broken), broken);
        }
    }

    private static String oneLine(GeneralSecurityException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    /** Both together; what one of them calls revoked is. */
    public TrustStore plus(TrustStore other) {
        List<TrustedKey> allKeys = new ArrayList<>(keys);
        other.keys.stream().filter(key -> find(key.hash()).isEmpty()).forEach(allKeys::add);
        List<X509Certificate> allRoots = new ArrayList<>(roots);
        allRoots.addAll(other.roots);
        List<X509CRL> allLists = new ArrayList<>(revocationLists);
        allLists.addAll(other.revocationLists);
        return new TrustStore(allKeys, allRoots, allLists, marks.and(other.marks));
    }

    /** This store with a key marked as one of development, which no production meter takes. */
    public TrustStore development(Octets hash) {
        return new TrustStore(keys, roots, revocationLists, marks.and(new Marks(Set.of(), Set.of(hash))));
    }

    /** This store with a key marked as revoked, without a question. */
    public TrustStore revoked(Octets hash) {
        return new TrustStore(keys, roots, revocationLists, marks.and(new Marks(Set.of(hash), Set.of())));
    }

    /**
     * This store after a key was revoked.
     *
     * @throws IllegalArgumentException when it does not have it, or no other key would be trusted any more
     */
    public TrustStore revoke(Octets hash) {
        if (find(hash).isEmpty()) {
            throw new IllegalArgumentException("key " + hash.toHex() + " (expected: one of the store)");
        }
        if (!isSpare(hash, Set.of())) {
            throw new IllegalArgumentException(
                    "key " + hash.toHex() + " is the last that is trusted (expected: another one beside it)");
        }
        return revoked(hash);
    }

    /** Whether another key is trusted still when this one is not. @param alsoRevoked by the meter itself */
    public boolean isSpare(Octets hash, Set<Octets> alsoRevoked) {
        return keys.stream()
                .map(TrustedKey::hash)
                .anyMatch(other -> !other.equals(hash) && !isRevoked(other) && !alsoRevoked.contains(other));
    }

    public List<TrustedKey> keys() {
        return keys;
    }

    /** Whether it has roots, so that keys come with the images. */
    public boolean hasRoots() {
        return !roots.isEmpty();
    }

    /** Of the root certificates. */
    public List<String> rootNames() {
        return roots.stream()
                .map(root -> root.getSubjectX500Principal().getName())
                .toList();
    }

    List<X509Certificate> roots() {
        return roots;
    }

    List<X509CRL> revocationLists() {
        return revocationLists;
    }

    /** The key of that hash, revoked or not. */
    public Optional<TrustedKey> find(Octets hash) {
        return keys.stream().filter(key -> key.hash().equals(hash)).findFirst();
    }

    public boolean isRevoked(Octets hash) {
        return marks.revoked().contains(hash);
    }

    /** Whether it is a key that signs while firmware is made, and is in many hands. */
    public boolean isDevelopment(Octets hash) {
        return marks.development().contains(hash);
    }

    /** As {@link #parse} reads it: keys and marks; certificates and lists too. */
    public String toPem() {
        StringBuilder text = new StringBuilder();
        keys.forEach(key -> text.append(key.toPem()));
        try {
            for (X509Certificate root : roots) {
                text.append(Pem.armour("CERTIFICATE", root.getEncoded()));
            }
            for (X509CRL list : revocationLists) {
                text.append(Pem.armour("X509 CRL", list.getEncoded()));
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("what was read cannot be written", impossible);
        }
        marks.revoked()
                .forEach(hash -> text.append("revoked: ").append(hash.toHex()).append('\n'));
        marks.development()
                .forEach(hash ->
                        text.append("development: ").append(hash.toHex()).append('\n'));
        return text.toString();
    }
}
