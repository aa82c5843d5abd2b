package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null where none is allowed is a NullPointerException with our message. */
class NullArgumentsTest {
    @Test
    void everyPublicMethodSaysWhichArgumentIsNull() throws IllegalAccessException {
        Profile profile = Profile.builder().number("a", 1, 2, 3).build();
        List<String> silent = new ArrayList<>();
        for (Class<?> type : List.of(Drift.class, Profile.class, CsvOptions.class, DriftOptions.class)) {
            check(type, null, silent);
        }
        check(Profile.class, profile, silent);
        check(Profile.Builder.class, Profile.builder(), silent);
        check(StoredProfile.class, StoredProfile.of(profile), silent);
        check(CsvOptions.class, CsvOptions.defaults(), silent);
        check(CsvOptions.Builder.class, CsvOptions.builder(), silent);
        check(DriftOptions.class, DriftOptions.defaults(), silent);
        check(DriftOptions.Builder.class, DriftOptions.builder(), silent);
        check(DriftReport.class, Drift.compare(profile, profile), silent);
        assertThat(silent).isEmpty();
    }

    private static void check(Class<?> type, @Nullable Object target, List<String> silent)
            throws IllegalAccessException {
        for (Method method : type.getDeclaredMethods()) {
            boolean usable = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !method.getName().equals("equals")
                    && Modifier.isStatic(method.getModifiers()) == (target == null);
            for (int i = 0; usable && i < method.getParameterCount(); i++) {
                boolean nullable = method.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class);
                if (method.getParameterTypes()[i].isPrimitive() || nullable) {
                    continue;
                }
                @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
                for (int other = 0; other < arguments.length; other++) {
                    arguments[other] = other == i ? null : sample(method.getParameterTypes()[other]);
                }
                String problem = problem(method, target, arguments);
                if (problem != null) {
                    silent.add(type.getSimpleName() + "." + method.getName()
                            + Arrays.toString(method.getParameterTypes()) + " argument " + i + ": " + problem);
                }
            }
        }
    }

    private static @Nullable String problem(Method method, @Nullable Object target, @Nullable Object[] arguments)
            throws IllegalAccessException {
        try {
            method.invoke(target, arguments);
            return "accepted";
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            String message = cause.getMessage();
            boolean ours = cause instanceof NullPointerException && message != null && !message.startsWith("Cannot ");
            return ours ? null : cause.toString();
        }
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type == String.class || type == Object.class) {
            return "a";
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(char.class, 'a'),
                        Map.entry(double.class, 1.0),
                        Map.entry(int.class, 2),
                        Map.entry(long.class, 2L),
                        Map.entry(boolean.class, true),
                        Map.entry(double[].class, new double[] {1, 2, 3}),
                        Map.entry(Path.class, Path.of("none")),
                        Map.entry(Profile.class, Profile.builder().build()),
                        Map.entry(
                                StoredProfile.class,
                                StoredProfile.of(Profile.builder().build())),
                        Map.entry(Schema.class, Schema.empty()),
                        Map.entry(DriftOptions.class, DriftOptions.defaults()),
                        Map.entry(CsvOptions.class, CsvOptions.defaults()))
                .get(type);
    }
}
