package org.metersim.negative;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A case of docs/negative-cases.md: something that is wrong with an update, or looks so, sent through a real class 18
 * transfer. One case may have several tests.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Case {

    /** How it is sorted in the document. */
    enum Kind {
        /** All layers of the image are made right again behind the damage, so that exactly one refuses it. */
        IMAGE,
        /** A whole and rightly signed image that this meter must not run, or not now. */
        POLICY,
        /** The image may be good: what is done with it, or happens meanwhile, is wrong. */
        PROCESS,
        /** Looks wrong, and must pass. */
        PASSES
    }

    /** 1 to 70. */
    int number();

    Kind kind();

    /** What is done. */
    String does();

    /** The layer of the verdict, or what the client is answered. */
    String answer();
}
