package io.github.modelkeel.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On the one test class of a counterpart that is too heavy for every build. {@code -Dinterop=required} runs it when a file that it checks is not as
 * it was when the test last passed; otherwise it is left out with one conspicuous line, as it always is without. {@code -Dheavy=NAME} runs it
 * anyway (several with commas between them), and when all its tests pass writes the digests of what it checks to
 * {@code verification/interop-tests/heavy/NAME.sha256}, which is committed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HeavyRuns.class)
@interface Heavy {
    /** The name of the counterpart. */
    String counterpart();

    /**
     * What the test checks besides its own file: the sources of the modules involved, scripts, and the file with the counterpart's version. Files and
     * directories, from the root of the checkout.
     */
    String[] checks();
}
