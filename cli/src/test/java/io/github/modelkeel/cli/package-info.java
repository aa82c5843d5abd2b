@NullMarked
package io.github.modelkeel.cli;

import org.jspecify.annotations.NullMarked;
