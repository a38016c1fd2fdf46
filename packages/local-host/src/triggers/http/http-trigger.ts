import { BindingError, type TriggerBinding } from '../trigger-binding.ts';
import {
  type AuthorizationLevel,
  authorizationLevels,
  type HttpFunction,
} from './routing/http-function.ts';

/** Whether the type of a trigger, as the app wrote it, is that of HTTP. */
export function isHttpTrigger(trigger: string): boolean {
  return trigger.toLowerCase() === 'httptrigger';
}

/**
 * The function that the binding of an HTTP trigger makes.
 * @throws BindingError which puts this function in error.
 */
export function readHttpTrigger({ functionName, members }: TriggerBinding): HttpFunction {
  const methods = members.list('methods')?.map(String);
  return {
    name: functionName,
    trigger: 'httpTrigger',
    route: members.text('route') || functionName,
    ...(methods && { methods }),
    authorizationLevel: readLevel(members.text('authLevel')),
  };
}

function readLevel(text: string | undefined): AuthorizationLevel {
  if (text === undefined) return 'function';
  const level = authorizationLevels.find((known) => known === text.toLowerCase());
  if (!level)
    throw new BindingError(`Error converting value "${text}" to type 'AuthorizationLevel'.`);
  return level;
}
