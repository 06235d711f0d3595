package org.metersim.interop;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A client that we did not write, in an association of the meter, by what all such clients can do.
 *
 * <p>Results are the codes on the wire: data access result of GET and SET, action result of ACTION; 0 is success.
 */
interface ForeignClient extends AutoCloseable {

    int SUCCESS = 0;
    int READ_WRITE_DENIED = 3;
    int OBJECT_UNDEFINED = 4;
    int OTHER_REASON = 250;

    /** A register as the peer shows it. @param value with its scaler. @param unit code of the standard, 35 is volts */
    record Measured(double value, int unit) {}

    /** Whether the attribute is given. */
    int get(Target target) throws IOException;

    /** An octet-string, or the text of a visible-string. @throws RefusedException when the meter refuses */
    byte[] octets(Target target) throws IOException;

    /** @throws RefusedException when the meter refuses */
    long number(Target target) throws IOException;

    /** The members of a structure, as text each. */
    List<String> members(Target target) throws IOException;

    /** A bit-string, first bit first: {@code 1110}. */
    String bits(Target target) throws IOException;

    /** A register, attributes 3 and 2. */
    Measured register(String obis) throws IOException;

    /** How many objects the association's list has. */
    int objects() throws IOException;

    /** How many rows of a profile come for these entries, the first is 1. */
    int rowsByEntry(String obis, int first, int last) throws IOException;

    /** How many rows of a profile lie in this range of its clock, both ends included. */
    int rowsByRange(String obis, Instant from, Instant to) throws IOException;

    /** Sets an octet-string. */
    int set(Target target, byte[] octets) throws IOException;

    /** Sets attribute 2 of the clock, by Madrid's time of summer. */
    int setClock(Instant time) throws IOException;

    /** GET with list: the result of each. */
    List<Integer> getList(List<Target> targets) throws IOException;

    /** SET with list, the same octet-string for each: the result of each. */
    List<Integer> setList(List<Target> targets, byte[] octets) throws IOException;

    // --- image transfer, class 18; each gives the action result

    int initiate(String transfer, byte[] identifier, long sizeBytes) throws IOException;

    int block(String transfer, long number, byte[] bytes) throws IOException;

    int verify(String transfer) throws IOException;

    int activate(String transfer) throws IOException;

    @Override
    void close() throws IOException;
}
