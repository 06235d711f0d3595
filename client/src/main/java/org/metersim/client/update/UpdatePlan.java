package org.metersim.client.update;

import java.util.Optional;

/**
 * What is to be brought into which meter.
 *
 * @param serial of the meter, when another one that answers is to be left alone
 */
public record UpdatePlan(UpdateImage image, Optional<String> serial, UpdatePatience patience) {}
