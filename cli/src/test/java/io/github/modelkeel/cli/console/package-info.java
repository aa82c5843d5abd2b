@NullMarked
package io.github.modelkeel.cli.console;

import org.jspecify.annotations.NullMarked;
