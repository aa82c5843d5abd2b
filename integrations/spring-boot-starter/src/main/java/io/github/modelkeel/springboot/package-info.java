/**
 * Predictors, trackers and the registry as beans of a Spring Boot application.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.springboot;

import org.jspecify.annotations.NullMarked;
