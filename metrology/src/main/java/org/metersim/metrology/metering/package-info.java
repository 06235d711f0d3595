/** What is measured: power from seed and time, energy as its integral, changed only by a list of interventions. */
package org.metersim.metrology.metering;
