package io.github.modelkeel.springboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what an application does with its models, with an embedded server of its own in place of the registry: the predictors of the application's properties, the
 * tracker and the registry are beans, and nothing else is: no web server, no database, no component of the application but those that the test imports.
 *
 * <p>The server is empty but for {@link #models()}, which are registered before the predictors are made. It is deleted with the application's context, as is its cache of models. The test needs {@code
 * modelkeel-local-server} and {@code modelkeel-tracking-client} on its class path.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(SpringBootTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@ImportAutoConfiguration({ModelkeelAutoConfiguration.class, MonitorAutoConfiguration.class})
public @interface ModelkeelTest {
    /**
     * The models that the registry has.
     *
     * @return the models; by default none
     */
    Model[] models() default {};

    /** A registered model of one version. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Model {
        /**
         * The registered model's name.
         *
         * @return the name
         */
        String name();

        /**
         * The alias of its version.
         *
         * @return the alias
         */
        String alias() default "champion";

        /**
         * The model's files, as {@code modelkeel download} or {@code ModelBundle.writeTo} leave them.
         *
         * @return a directory, relative to the one that the tests run in
         */
        String directory();
    }
}
