package dev.callgate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a deed that cannot be undone: with the Callgate agent attached, every call waits until a
 * person, in another process, has said yes.
 *
 * <p>On a method it also gates every method that overrides or implements it. On a constructor it
 * gates that constructor, which can be refused only before {@code super(...)} runs. On a type it
 * gates every method the type declares (not its constructors, not {@code equals}, {@code hashCode}
 * and {@code toString}), and what overrides or implements those.
 *
 * <p>Without the agent the annotation does nothing. Retention is {@code RUNTIME} because HotSpot
 * drops invisible annotations from the class file that it shows to a retransformation, and a class
 * that an archive loaded early would then stay ungated.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Irreversible {
  /**
   * What a reviewer reads first, such as {@code "Refund a customer"}; empty for the method's own
   * name.
   */
  String value() default "";
}
