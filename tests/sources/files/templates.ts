import { x } from "not-this";

export const TEMPLATES = {
  otp: `Acme: ${code} is your code`,
  late: (user: User) => `Hi ${user.name}${late ? ", late" : ""}` + '\u2019',
} as const;

export function welcome(name: string): string {
  send({ body: name ?? "there" });
  return ["Hi", name].join(", ");
}
