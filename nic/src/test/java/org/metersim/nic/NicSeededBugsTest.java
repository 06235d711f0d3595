package org.metersim.nic;

import org.metersim.metrology.crash.SeededBugsTest;

/** The sweeps of this module can fail. */
class NicSeededBugsTest extends SeededBugsTest {}
