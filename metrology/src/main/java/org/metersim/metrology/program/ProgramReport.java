package org.metersim.metrology.program;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** How a program went, item by item. */
public record ProgramReport(List<Result> results) {

    /** Of no program. */
    public static final ProgramReport NONE = new ProgramReport(List.of());

    /** Code of an item that nobody came to: a code that no Data-Access-Result has. */
    public static final int NOT_DONE = 255;

    public ProgramReport {
        results = List.copyOf(results);
    }

    /**
     * How one item ended.
     *
     * @param index of the item, from 1; 0 for the program as a whole
     * @param code Data-Access-Result or Action-Result as DLMS numbers them, or {@link #NOT_DONE}
     * @param text what was found, for a person; empty for an item that went well
     */
    public record Result(int index, int code, String text) {

        /** An item that did what it says. */
        public static Result done(int index) {
            return new Result(index, AccessResult.SUCCESS.code(), "");
        }

        /** An item that was not tried. */
        public static Result notDone(int index) {
            return new Result(index, NOT_DONE, "");
        }

        public static Result failed(int index, AccessResult result, String text) {
            return new Result(index, result.code(), text);
        }

        public boolean isDone() {
            return code == AccessResult.SUCCESS.code();
        }

        /** structure {long-unsigned index, unsigned code, visible-string text}. */
        CosemData toData() {
            return CosemData.structure(
                    CosemData.longUnsigned(index), CosemData.unsigned(code), CosemData.visible(text));
        }

        /** {@code item 3: type-unmatched (12), found ...}. */
        @Override
        public String toString() {
            String who = index == 0 ? "program" : "item " + index;
            return who + ": " + word() + " (" + code + ")" + (text.isEmpty() ? "" : ", " + text);
        }

        private String word() {
            for (AccessResult result : AccessResult.values()) {
                if (result.code() == code) {
                    return result.toString();
                }
            }
            return "not done";
        }
    }

    /** Number of items that it tells of. */
    public int items() {
        return (int) results.stream().filter(result -> result.index() > 0).count();
    }

    /** True when every item did what it says. */
    public boolean isGood() {
        return results.stream().allMatch(Result::isDone);
    }

    /** The first that failed; not one that was only not tried. */
    public Optional<Result> firstFailure() {
        return results.stream()
                .filter(result -> !result.isDone() && result.code() != NOT_DONE)
                .findFirst();
    }

    /** array of structure {long-unsigned index, unsigned code, visible-string text}: how a meter shows it. */
    public CosemData toData() {
        return CosemData.array(results.stream().map(Result::toData).toList());
    }
}
