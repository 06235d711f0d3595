package org.metersim.profiles;

import java.time.ZoneId;

/**
 * The clock's initial settings.
 *
 * @param zone rules of local time and of daylight saving
 * @param driftPpm how much the meter's clock gains on true time, parts per million
 */
public record ClockRules(ZoneId zone, int driftPpm) {}
