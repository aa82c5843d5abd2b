package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LinkageError} that says which jars do not fit together. It is an error of the class path and not of a server, so it is thrown
 * as an error and is not tried again.
 */
public final class LibraryClash extends LinkageError {
    private static final long serialVersionUID = 1L;
    private static final Pattern QUALIFIED = Pattern.compile("[\\p{Alpha}_$][\\w$]*(?:[./][\\p{Alpha}_$][\\w$]*)+");
    private static final int MAX_FRAMES = 3;

    private LibraryClash(String message, LinkageError cause) {
        super(message, cause);
    }

    /** The error with the jars that hold the classes it names and those that call them; the same when it is one already. */
    public static LibraryClash of(LinkageError error) {
        if (error instanceof LibraryClash known) {
            return known;
        }
        ClassLoader loader = loader();
        Set<String> places = new LinkedHashSet<>();
        QUALIFIED
                .matcher(String.valueOf(error.getMessage()))
                .results()
                .forEach(name -> places.addAll(holders(loader, name.group())));
        List.of(error.getStackTrace()).stream().limit(MAX_FRAMES).forEach(frame -> {
            places.addAll(holders(loader, frame.getClassName()));
        });
        String found = places.isEmpty() ? "" : " (" + String.join("; ", places) + ")";
        return new LibraryClash(
                error.getClass().getSimpleName() + ": " + error.getMessage()
                        + ": libraries on the class path do not fit together" + found
                        + "; keep one version of each, the one that the caller was made for",
                error);
    }

    private static ClassLoader loader() {
        ClassLoader loader = LibraryClash.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** Where a class is: of a method or field the class it belongs to; nothing for the JDK's own. */
    private static List<String> holders(ClassLoader loader, String name) {
        String path = name.replace('.', '/');
        if (path.startsWith("java/") || path.startsWith("jdk/") || path.startsWith("sun/")) {
            return List.of();
        }
        Set<String> jars = jars(loader, path);
        int member = path.lastIndexOf('/');
        if (jars.isEmpty() && member > 0) {
            path = path.substring(0, member);
            jars = jars(loader, path);
        }
        return jars.isEmpty() ? List.of() : List.of(path.replace('/', '.') + " in " + String.join(" and in ", jars));
    }

    private static Set<String> jars(ClassLoader loader, String path) {
        String resource = path + ".class";
        Set<String> jars = new TreeSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(resource))) {
                jars.add(jar(url, resource));
            }
            String loaded = codeSource(loader, path.replace('/', '.'));
            if (jars.isEmpty() && loaded != null) {
                jars.add(loaded);
            }
        } catch (IOException unreadable) {
            jars.add("a jar that cannot be read (" + unreadable.getMessage() + ")");
        }
        return jars;
    }

    /** The place of a class of a named module, whose files are not resources; null when it cannot be loaded. */
    private static @Nullable String codeSource(ClassLoader loader, String name) {
        try {
            CodeSource source =
                    Class.forName(name, false, loader).getProtectionDomain().getCodeSource();
            return source == null || source.getLocation() == null
                    ? null
                    : source.getLocation().toString();
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    private static String jar(URL url, String resource) {
        String text = url.toString();
        Matcher inside = Pattern.compile("!?/" + Pattern.quote(resource) + "$").matcher(text);
        return inside.replaceFirst("").replaceFirst("^jar:(?:nested:|file:)?", "");
    }
}
