package io.github.modelkeel.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null where none is allowed is a NullPointerException with our message, before anything is sent. */
class NullArgumentsTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "a",
            String[].class,
            new String[] {"a:b"},
            int.class,
            1,
            boolean.class,
            true,
            Map.class,
            Map.of("id", List.of()),
            List.class,
            List.of(),
            Duration.class,
            Duration.ofSeconds(1),
            Supplier.class,
            (Supplier<String>) () -> "a",
            RuntimeException.class,
            new IllegalStateException("a"),
            OnMissing.class,
            OnMissing.NULL);

    @Test
    void everyPublicMethodSaysWhichArgumentIsNull() throws IllegalAccessException {
        FeastClientBuilder builder =
                FeastClient.builder(URI.create("http://localhost:1")).service("a");
        List<String> silent = new ArrayList<>();
        check(FeastClient.class, null, silent);
        check(FeastClient.class, builder.build(), silent);
        check(FeastClientBuilder.class, builder, silent);
        check(FeatureRows.class, null, silent);
        check(FeatureRows.class, FeatureRows.of(List.of()), silent);
        assertThat(silent).isEmpty();
    }

    private static void check(Class<?> type, @Nullable Object target, List<String> silent)
            throws IllegalAccessException {
        for (Method method : type.getDeclaredMethods()) {
            boolean usable = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && Modifier.isStatic(method.getModifiers()) == (target == null);
            for (int i = 0; usable && i < method.getParameterCount(); i++) {
                if (method.getParameterTypes()[i].isPrimitive()) {
                    continue;
                }
                @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
                for (int other = 0; other < arguments.length; other++) {
                    arguments[other] = other == i ? null : SAMPLES.get(method.getParameterTypes()[other]);
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
}
