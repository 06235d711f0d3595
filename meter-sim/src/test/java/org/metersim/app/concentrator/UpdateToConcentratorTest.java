package org.metersim.app.concentrator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metersim.client.update.UpdateResult;
import org.metersim.headend.Confirmation;

/** From the technician's update to what the concentrator keeps: row 1.8a of the use case, and what may go wrong. */
class UpdateToConcentratorTest {

    @Test
    void theConcentratorKeepsWhatTheToolIsTold() {
        PushField field = PushField.usual();
        UpdateResult tool = field.update(PushField.image());

        Confirmation kept = field.concentrator.confirmations().get(0);
        assertEquals(1, field.concentrator.confirmations().size());
        assertTrue(tool.isOk() && kept.ok());
        assertEquals(tool.updateId(), kept.updateId());
        assertEquals("00012345", kept.serial());
        assertEquals("1.4.2", kept.oldIdentifier().toAscii());
        assertEquals("1.5.0", kept.newIdentifier().toAscii());
        assertEquals(field.meter.state().activeFirmware(), kept.newIdentifier().toAscii());
        assertEquals(0, field.meter.state().outbox());
        assertEquals(0, field.concentrator.refused());
        assertTrue(field.meter.journal().reached("1.8a"));
    }

    @Test
    void theConcentratorKeepsWhyAnUpdateFailed() {
        PushField field = PushField.usual();
        UpdateResult tool = field.update(PushField.badImage());

        Confirmation kept = field.concentrator.confirmations().get(0);
        assertFalse(tool.isOk() || kept.ok());
        assertEquals("crc", kept.verdict().layer());
        assertEquals(tool.verdict().cause(), kept.verdict().cause());
        assertEquals(51, kept.eventCode());
        assertEquals("1.4.2", field.meter.state().activeFirmware());
    }

    // The push setup of sim-1p: five retries, ten seconds apart.
    @Test
    void aLostAnswerIsSentAgainAndKeptOnce() {
        PushField field = PushField.usual();
        field.concentrator.faults().loseConfirms(2);
        field.update(PushField.badImage());
        field.pass(9);
        assertEquals(1, field.meter.state().outbox());

        field.pass(60);
        assertEquals(3, field.heard.size());
        assertArrayEquals(field.heard.get(0), field.heard.get(2));
        assertEquals(1, field.concentrator.confirmations().size());
        assertEquals(2, field.concentrator.repeats());
        assertEquals(0, field.meter.state().outbox());
    }

    @Test
    void aSlowConcentratorIsWaitedFor() {
        PushField field = PushField.usual();
        field.concentrator.faults().answerDelayMs(8_000);
        field.update(PushField.badImage());
        field.pass(9);
        assertEquals(1, field.heard.size());
        assertEquals(0, field.meter.state().outbox());
    }

    @Test
    void aConfirmationWaitsInTheMeterUntilTheConcentratorIsBack() {
        PushField field = PushField.usual();
        field.unlisten();
        field.update(PushField.badImage());
        field.pass(25);
        assertEquals(1, field.meter.state().outbox());
        assertEquals(0, field.concentrator.confirmations().size());

        field.listen();
        field.pass(10);
        assertEquals(0, field.meter.state().outbox());
        assertEquals(1, field.concentrator.confirmations().size());
    }

    // the setup's five retries are over after a minute
    @Test
    void aConfirmationIsDeliveredByItselfLongAfterTheRetriesAreUsedUp() {
        PushField field = PushField.usual();
        field.unlisten();
        field.update(PushField.badImage());
        field.pass(1_200);
        assertEquals(1, field.meter.state().outbox());
        assertEquals(
                1,
                field.meter.state().events().stream()
                        .filter(event -> event.code() == 222)
                        .count());

        field.listen();
        field.pass(900);
        assertEquals(0, field.meter.state().outbox());
        assertEquals(1, field.concentrator.confirmations().size());
    }

    @Test
    void aMeterThatRestartsSendsWhatItCouldNotDeliver() {
        PushField field = PushField.usual();
        field.unlisten();
        field.update(PushField.badImage());
        field.pass(300);
        assertEquals(1, field.meter.state().outbox());

        field.listen();
        field.meter.power().off();
        field.pass(5);
        field.meter.power().on();
        field.pass(30);
        assertEquals(0, field.meter.state().outbox());
        assertEquals(1, field.concentrator.confirmations().size());
    }

    @Test
    void aCipheredPushIsOpenedAndAcknowledged() {
        PushField field = PushField.with("ciphered: false", "ciphered: true", true);
        field.update(PushField.badImage());
        assertEquals(0xDB, field.heard.get(0)[8] & 0xFF);
        assertEquals(1, field.concentrator.confirmations().size());
        assertEquals(0, field.meter.state().outbox());
    }

    @Test
    void aPushInClearStaysInTheMeterWhereCipheringIsDemanded() {
        PushField field = PushField.with("", "", true);
        field.update(PushField.badImage());
        assertEquals(0, field.concentrator.confirmations().size());
        assertEquals(1, field.concentrator.refused());
        assertEquals(1, field.meter.state().outbox());
    }

    @Test
    void anUnconfirmedPushIsKeptWithoutAnAnswer() {
        PushField field = PushField.with("operation: confirmed", "operation: unconfirmed", false);
        field.update(PushField.badImage());
        field.pass(60);
        assertEquals(1, field.heard.size());
        assertEquals(1, field.concentrator.confirmations().size());
        assertEquals(0, field.meter.state().outbox());
    }

    @Test
    void twoUpdatesAreTwoEventsInTheirOrder() {
        PushField field = PushField.usual();
        field.update(PushField.badImage());
        field.update(PushField.image());
        assertEquals(
                java.util.List.of("upd-000001 false 1", "upd-000002 true 2"),
                field.concentrator.confirmations().stream()
                        .map(kept -> kept.updateId() + " " + kept.ok() + " " + kept.counter())
                        .toList());
    }
}
