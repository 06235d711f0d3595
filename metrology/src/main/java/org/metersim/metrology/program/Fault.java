package org.metersim.metrology.program;

import org.metersim.dlms.cosem.AccessResult;

/**
 * Why a program is not taken, or did not go on.
 *
 * @param layer the verdict's word: {@code program}, {@code model}, {@code version}, {@code requires}, {@code order},
 *     {@code object}, {@code access}, {@code value}, {@code expect}, {@code check}, {@code readback}, {@code undo},
 *     {@code room}, {@code memory}, {@code power}
 * @param index of the item, from 1; 0 for the program as a whole
 * @param text what was found, and what was expected
 */
record Fault(String layer, int index, AccessResult result, String text) {

    /** Of the program as a whole. */
    static Fault ofProgram(String layer, String text) {
        return new Fault(layer, 0, AccessResult.OTHER_REASON, text);
    }

    ProgramReport.Result toResult() {
        return ProgramReport.Result.failed(index, result, text);
    }

    /** {@code item 3: type-unmatched (12), ...}; of the program as a whole only the text. */
    String cause() {
        return index == 0 ? text : toResult().toString();
    }
}
