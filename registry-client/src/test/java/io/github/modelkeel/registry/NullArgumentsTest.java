package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A null where none is allowed is a NullPointerException with our message, before anything is sent. */
class NullArgumentsTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void everyPublicMethodSaysWhichArgumentIsNull() throws IllegalAccessException {
        ClientConfig config =
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build();
        List<String> silent = new ArrayList<>();
        try (Registry registry = Registry.open(config)) {
            check(Registry.class, registry, silent);
            check(Registry.class, null, silent);
            check(RegistryBuilder.class, Registry.builder().config(config), silent);
            check(ModelUri.class, null, silent);
            check(Promotion.class, null, silent);
            check(PromotionGate.class, null, silent);
            check(ModelSigner.class, null, silent);
            check(ModelVerifier.class, null, silent);
            check(MlflowWebhook.class, null, silent);
            check(MlflowWebhook.class, MlflowWebhook.of("a"), silent);
        }
        assertThat(silent).isEmpty();
    }

    private void check(Class<?> type, @Nullable Object target, List<String> silent) throws IllegalAccessException {
        for (Method method : type.getDeclaredMethods()) {
            boolean usable = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !method.getName().equals("equals")
                    && Modifier.isStatic(method.getModifiers()) == (target == null);
            for (int i = 0; usable && i < method.getParameterCount(); i++) {
                AnnotatedType parameter = method.getAnnotatedParameterTypes()[i];
                if (method.getParameterTypes()[i].isPrimitive() || parameter.isAnnotationPresent(Nullable.class)) {
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

    private @Nullable Object sample(Class<?> type) {
        if (type == String.class || type == Object.class) {
            return "a";
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(double.class, 1.0),
                        Map.entry(long.class, 1L),
                        Map.entry(int.class, 1),
                        Map.entry(boolean.class, true),
                        Map.entry(byte[].class, new byte[] {1}),
                        Map.entry(Map.class, Map.of()),
                        Map.entry(List.class, List.of()),
                        Map.entry(Path.class, data.resolve("none")),
                        Map.entry(Duration.class, Duration.ofMillis(1)),
                        Map.entry(InstantSource.class, InstantSource.system()),
                        Map.entry(
                                ClientConfig.class,
                                ClientConfig.builder(Map.of()).build()))
                .get(type);
    }
}
