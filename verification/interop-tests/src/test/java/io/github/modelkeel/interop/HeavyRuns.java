package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Decides whether a {@link Heavy} test class runs, and writes down that all of it passed. */
final class HeavyRuns implements ExecutionCondition, TestWatcher, AfterAllCallback {
    private static final String TESTS = "verification/interop-tests/";

    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private final Set<String> notPassed = ConcurrentHashMap.newKeySet();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        Class<?> test = context.getRequiredTestClass();
        Heavy heavy = heavy(test);
        Optional<String> reason = reasonToLeaveOut(heavy.counterpart(), checked(test, heavy));
        if (reason.isEmpty()) {
            return ConditionEvaluationResult.enabled("it has to run");
        }
        Banner.skipped("the real " + heavy.counterpart() + ": " + reason.get()
                + "; to run it and renew what is committed: mvn -ntp -Pdev,everything test -Dheavy="
                + heavy.counterpart() + " -Dtest=" + test.getSimpleName()
                + " -Dsurefire.failIfNoSpecifiedTests=false -pl verification/interop-tests -am");
        return ConditionEvaluationResult.disabled(reason.get());
    }

    private static Optional<String> reasonToLeaveOut(String counterpart, CheckedFiles checked) {
        PythonEnvironment.Mode mode = PythonEnvironment.Mode.current();
        if (mode == PythonEnvironment.Mode.OFF) {
            return Optional.of("-Dinterop=off");
        }
        if (isAskedFor(counterpart)) {
            return Optional.empty();
        }
        try {
            Optional<String> change = checked.change();
            if (change.isEmpty()) {
                return Optional.of("all that it checks is as it was when it last passed");
            }
            if (mode == PythonEnvironment.Mode.REQUIRED) {
                Banner.say("the real " + counterpart + " is mandatory: " + change.get());
                return Optional.empty();
            }
            return Optional.of("it is heavy, and only -Dinterop=required runs it by itself; " + change.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAskedFor(String counterpart) {
        return List.of(System.getProperty("heavy", "").split(",")).contains(counterpart);
    }

    private static Heavy heavy(Class<?> test) {
        return AnnotationSupport.findAnnotation(test, Heavy.class).orElseThrow();
    }

    private static CheckedFiles checked(Class<?> test, Heavy heavy) {
        String itself =
                TESTS + "src/test/java/" + test.getName().replace('.', '/').replaceFirst("\\$.*", "") + ".java";
        Path root = Checkout.root();
        try {
            return CheckedFiles.read(
                    root,
                    Stream.concat(Stream.of(itself), Arrays.stream(heavy.checks()))
                            .toList(),
                    root.resolve(TESTS + "heavy/" + heavy.counterpart() + ".sha256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        passed.add(context.getRequiredTestMethod().getName());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        notPassed.add(context.getDisplayName());
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        notPassed.add(context.getDisplayName());
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        notPassed.add(context.getDisplayName());
    }

    /** Part of a class, as {@code -Dtest=Some#method} runs it, proves nothing of the rest. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Class<?> test = context.getRequiredTestClass();
        Heavy heavy = heavy(test);
        Set<String> all = ReflectionSupport.findMethods(
                        test,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(method -> method.getName())
                .collect(Collectors.toSet());
        boolean whole = notPassed.isEmpty()
                && passed.equals(all)
                && context.getExecutionException().isEmpty();
        if (whole && isAskedFor(heavy.counterpart())) {
            checked(test, heavy).passed();
            Banner.say("the real " + heavy.counterpart() + " passed; commit " + TESTS + "heavy/" + heavy.counterpart()
                    + ".sha256");
        }
    }
}
