package org.metersim.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as Maven wrote it. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"meter-sim " + number(), "Java " + Runtime.version()};
    }

    /** {@code 0.1.0-SNAPSHOT}. */
    public static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version");
    }
}
