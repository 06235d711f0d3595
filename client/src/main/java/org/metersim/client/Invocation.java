package org.metersim.client;

import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;

/** A method and its parameter, null-data when it takes none. */
public record Invocation(MethodRef target, CosemData parameter) {}
