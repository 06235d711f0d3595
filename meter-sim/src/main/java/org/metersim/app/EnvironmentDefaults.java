package org.metersim.app;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from the environment: {@code METERSIM_STATE_DIR} is {@code --state-dir}. The command line goes first, then
 * the environment, then the default.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "METERSIM_";

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return argument.defaultValue();
        }
        String value = environment.get(variable(option.longestName()));
        return value == null || value.isEmpty() ? argument.defaultValue() : value;
    }

    /** {@code --state-dir} to {@code METERSIM_STATE_DIR}. */
    private static String variable(String option) {
        return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
