export function nodeProblem(versions: { node: string; napi?: string }): string | null;
