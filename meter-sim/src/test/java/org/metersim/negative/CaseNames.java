package org.metersim.negative;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names a test by its case. */
final class CaseNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
        Case told = method.getAnnotation(Case.class);
        return told == null
                ? super.generateDisplayNameForMethod(enclosing, test, method)
                : "case " + told.number() + ": " + told.does() + " -> " + told.answer();
    }
}
