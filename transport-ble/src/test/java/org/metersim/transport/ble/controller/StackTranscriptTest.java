package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;

/**
 * What five host stacks send, in their order, and each answer. In a transcript {@code >} lines that follow each other
 * are sent at once, {@code @ +100ms} lets time pass, and {@code ..} is an octet that chance decides.
 */
class StackTranscriptTest {

    private static final int WHOLE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "bumble, 1048576",
        "bumble, 1",
        "bumble, 3",
        "btstack-le, 1048576",
        "btstack-le, 1",
        "btstack-dual, 1048576",
        "btstack-dual, 1",
        "noble, 1048576",
        "noble, 1",
        "noble, 5",
        "nimble, 1048576",
        "nimble, 1",
        "linux, 1048576",
        "linux, 1"
    })
    void answersEachCommandOfTheStack(String stack, int chunkLength) throws IOException {
        FakeAir air = FakeAir.ofOne();
        air.bonded = true;
        HostBench bench = new HostBench(air);
        List<String> sent = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        int line = 0;
        for (String step : lines(stack)) {
            line++;
            String where = stack + ".txt:" + line + ": " + step;
            if (step.startsWith("< ")) {
                answers.addAll(flush(bench, sent, chunkLength));
                assertTrue(!answers.isEmpty(), where + "\n but nothing came");
                String answer = answers.remove(0);
                assertTrue(fits(step.substring(2), answer), where + "\n but came " + answer);
            } else {
                assertEquals(List.of(), answers, "before " + where);
                if (step.startsWith("> ")) {
                    sent.add(step.substring(2));
                } else if (step.startsWith("@ +")) {
                    answers.addAll(flush(bench, sent, WHOLE));
                    assertEquals(List.of(), answers, "before " + where);
                    answers.addAll(bench.pass(Long.parseLong(step.substring(3, step.indexOf("ms")))));
                }
            }
        }
        answers.addAll(flush(bench, sent, chunkLength));
        assertEquals(List.of(), answers);
    }

    private static List<String> flush(HostBench bench, List<String> sent, int chunkLength) {
        byte[] octets = Hex.bytes(String.join("", sent));
        sent.clear();
        return octets.length == 0 ? List.of() : bench.send(octets, chunkLength);
    }

    private static boolean fits(String expected, String answer) {
        String[] wanted = expected.trim().split("\\s+");
        String[] came = answer.split(" ");
        boolean fits = wanted.length == came.length;
        for (int i = 0; fits && i < wanted.length; i++) {
            fits = wanted[i].equals("..") || wanted[i].equals(came[i]);
        }
        return fits;
    }

    private static List<String> lines(String stack) throws IOException {
        try (InputStream in = StackTranscriptTest.class.getResourceAsStream("/transcripts/hci/" + stack + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
