package org.metersim.interop;

/** One attribute of one object. @param obis as both peers write it: {@code 0.0.96.1.0.255} */
record Target(int classId, String obis, int attribute) {}
