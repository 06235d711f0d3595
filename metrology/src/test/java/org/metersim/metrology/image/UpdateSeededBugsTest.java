package org.metersim.metrology.image;

import org.metersim.metrology.crash.SeededBugsTest;

/** The sweeps of this module can fail. */
class UpdateSeededBugsTest extends SeededBugsTest {}
