package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;

/**
 * What the checks of an image found, in their order, up to the first that failed.
 *
 * @param passed each with what was found, for a person
 * @param failed empty when it is good
 * @param container the image taken apart; present once its structure was found good
 */
public record ImageReport(List<Finding> passed, Optional<Finding> failed, Optional<ImageContainer> container) {

    /** @param text what was found, for a person */
    public record Finding(ImageLayer layer, String text) {}

    public boolean isGood() {
        return failed.isEmpty();
    }
}
