package org.metersim.benchmarks;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.metersim.benchmarks.ClosedLoopLoad.Exchange;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.meter.Meters;

/**
 * GET of a register over the TCP wrapper, no ciphering, 64 connections with one request in flight each, beside a bare
 * Netty echo of equal sizes in the same run. Rounds alternate, so that what else the machine does hits both.
 */
final class GetThroughput {

    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 9;
    private static final long ROUND_MS = 1_000;

    /** Reader, LLS: the first association that may read a register. */
    private static final String WRAPPER_OF_READER = "0001 0002 0001 %04X";

    /** GET 3 1-0:1.8.0.255 attribute 2; answered with a double-long-unsigned. */
    private static final byte[] GET = framed(Hex.bytes("C001C1 0003 0100010800FF 02 00"));

    private static final int ANSWER_BYTES = 17;

    private GetThroughput() {}

    static void run() throws Exception {
        try (Meters meters = Meters.builder().journal(false).count(CONNECTIONS).open();
                EchoServer echo = new EchoServer(GET.length, ANSWER_BYTES)) {
            List<InetSocketAddress> addresses = addresses(meters);
            Exchange opening = opening(addresses.get(0));
            Exchange get = new Exchange(GET, ANSWER_BYTES);
            try (ClosedLoopLoad ofMeter = new ClosedLoopLoad(addresses, opening, get)) {
                ofMeter.pause();
                try (ClosedLoopLoad ofEcho =
                        new ClosedLoopLoad(Collections.nCopies(CONNECTIONS, echo.address()), Exchange.NONE, get)) {
                    ofEcho.pause();
                    compare(ofMeter, ofEcho);
                }
            }
        }
    }

    /** A meter for each connection: one meter takes as few at once as its TCP-UDP setup says. */
    private static List<InetSocketAddress> addresses(Meters meters) {
        int port = meters.meter(0).tcp().getPort();
        return IntStream.range(0, CONNECTIONS)
                .mapToObj(meter -> new InetSocketAddress(Meters.addressOf(meter), port))
                .toList();
    }

    private static void compare(ClosedLoopLoad ofMeter, ClosedLoopLoad ofEcho) throws InterruptedException {
        double[] meter = new double[ROUNDS];
        double[] echo = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double get = ofMeter.rate(ROUND_MS);
            double bare = ofEcho.rate(ROUND_MS);
            if (round >= 0) {
                meter[round] = get;
                echo[round] = bare;
                ratio[round] = get / bare;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "get %d connections: meter %.0f GET/s, echo %.0f/s, medians of %d rounds; ratio %.2f (goal 0.85)%n",
                CONNECTIONS,
                median(meter),
                median(echo),
                ROUNDS,
                median(ratio));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The association request, and how long the meter's answer is. */
    private static Exchange opening(InetSocketAddress meter) throws Exception {
        Conformance asked = Conformance.of(Conformance.Service.GET);
        byte[] request = framed(new Aarq(
                        true,
                        1,
                        Octets.EMPTY,
                        Aarq.ABSENT,
                        true,
                        1,
                        Octets.ascii("Gurux"),
                        Octets.of(InitiateRequest.of(asked, 1024).encode()))
                .encode());
        try (Socket socket = new Socket(meter.getAddress(), meter.getPort())) {
            socket.getOutputStream().write(request);
            byte[] header = socket.getInputStream().readNBytes(8);
            int length = (header[6] & 0xFF) << 8 | header[7] & 0xFF;
            socket.getInputStream().readNBytes(length);
            return new Exchange(request, 8 + length);
        }
    }

    private static byte[] framed(byte[] apdu) {
        byte[] header = Hex.bytes(String.format(Locale.ROOT, WRAPPER_OF_READER, apdu.length));
        byte[] frame = Arrays.copyOf(header, header.length + apdu.length);
        System.arraycopy(apdu, 0, frame, header.length, apdu.length);
        return frame;
    }
}
