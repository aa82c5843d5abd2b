package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null where none is allowed is a NullPointerException with our message. */
class NullArgumentsTest {
    private static final List<Map<String, ?>> ROWS = List.of(Map.of("a", 1, "b", "x"), Map.of("a", 2, "b", "y"));
    private static final FittedPreprocessing FITTED = Preprocessing.builder()
            .number("a")
            .text("b", steps -> steps.oneHot())
            .build()
            .fit(ROWS);
    private static final LinearScorer SCORER = LinearScorer.of(new double[] {1, 2, 3}, 0);
    private static final ScoringModel MODEL =
            ScoringModelBuilder.model(FITTED, Column.number("y"), SCORER, Link.LOGISTIC);

    @Test
    void everyPublicMethodSaysWhichArgumentIsNull() throws IllegalAccessException {
        List<String> silent = new ArrayList<>();
        for (Class<?> type : List.of(
                Column.class,
                FittedPreprocessing.class,
                LinearScorer.class,
                Rows.class,
                ScoringModel.class,
                TreeEnsembleScorer.class)) {
            check(type, null, silent);
        }
        check(Column.class, Column.number("a"), silent);
        check(FittedPreprocessing.class, FITTED, silent);
        check(LinearScorer.class, SCORER, silent);
        check(Link.class, Link.LOGISTIC, silent);
        check(Preprocessing.class, Preprocessing.builder().number("a").build(), silent);
        check(Preprocessing.Builder.class, Preprocessing.builder(), silent);
        Preprocessing.builder()
                .number("n", steps -> checkSteps(Preprocessing.NumberSteps.class, steps, silent))
                .text("t", steps -> {
                    checkSteps(Preprocessing.TextSteps.class, steps, silent);
                    steps.oneHot();
                })
                .build();
        check(
                ScoringModel.class,
                ScoringModelBuilder.from(MODEL).classes(List.of("no", "yes")).build(),
                silent);
        check(ScoringModelBuilder.class, ScoringModelBuilder.from(MODEL), silent);
        check(Signature.class, MODEL.signature(), silent);
        check(Signature.Row.class, MODEL.newRow(), silent);
        check(TreeEnsembleScorer.Builder.class, TreeEnsembleScorer.builder(1).tree(1), silent);
        assertThat(silent).isEmpty();
    }

    private static void checkSteps(Class<?> type, Object steps, List<String> silent) {
        try {
            check(type, steps, silent);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void aNullAmongManyRowsIsNamedByItsIndex() {
        List<Map<String, ?>> rows = new ArrayList<>(ROWS);
        rows.add(null);
        assertThatThrownBy(() -> MODEL.predictValues(Rows.ofMaps(rows)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("row 2 is null");
        assertThatThrownBy(() -> MODEL.predict(Rows.ofBeans(Arrays.asList(new Object[] {null}))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("row 0 is null");
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
                        Map.entry(double.class, 1.0),
                        Map.entry(int.class, 0),
                        Map.entry(boolean.class, true),
                        Map.entry(double[].class, new double[] {1, 2, 3}),
                        Map.entry(int[].class, new int[] {0}),
                        Map.entry(List.class, List.of("a", "b")),
                        Map.entry(Consumer.class, (Consumer<Object>) steps -> {}),
                        Map.entry(Column.class, Column.number("y")),
                        Map.entry(FittedPreprocessing.class, FITTED),
                        Map.entry(Scorer.class, SCORER),
                        Map.entry(Signature.class, MODEL.signature()))
                .get(type);
    }
}
