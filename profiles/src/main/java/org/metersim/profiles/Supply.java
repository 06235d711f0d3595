package org.metersim.profiles;

import java.util.List;

/**
 * The installation behind the meter: what the load curve starts from.
 *
 * @param volts nominal voltage
 * @param hertz nominal frequency
 * @param phases 1 or 3
 * @param importWattsByHour mean active power drawn in each hour of the local day, watts, 24 values
 * @param exportWattsByHour mean active power delivered in each hour of the local day, watts, 24 values
 * @param powerFactorPercent mean power factor, 1 to 100
 * @param contractWatts power the relay is rated for, watts
 */
public record Supply(
        int volts,
        int hertz,
        int phases,
        List<Integer> importWattsByHour,
        List<Integer> exportWattsByHour,
        int powerFactorPercent,
        int contractWatts) {}
